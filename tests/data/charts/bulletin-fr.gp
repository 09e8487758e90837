# To remake the picture: gnuplot bulletin-fr.gp
# Written by essor 0.1.0; 3200 x 1800 pixels.
if (!exists("OUT")) OUT = "bulletin\0055fr.png"
WIDTH = 1600; HEIGHT = 900; SCALE = 2

# Colours
INK = "#161616"
TEXT = "#3F3F46"
GREY = "#5F6368"
BLUE = "#1D56B0"
VERMILION = "#C4450A"
GREEN = "#117A5B"
PLUM = "#5B1459"
PAPER = "#FFFFFF"
BAND50 = "#93B2E3"
BAND80 = "#C3D4F0"
BAND95 = "#E3EBF8"
EDGE = "#7F9FD4"
GRID = "#E4E4E7"
AXIS = "#8A8A8F"
FAINT = "#B9BAC0"
TRACK = "#ECEEF2"
MAP1 = "#DCE7F7"
MAP2 = "#A9C4EC"
MAP3 = "#6E9BDB"
MAP4 = "#2F6AC0"
MAP5 = "#123A80"
PAPER_RGB = int("0x".PAPER[2:])

# Texts
TITLE = "Inter SemiBold,26"
SUBTITLE = "Inter,15.5"
LABEL = "Inter,15"
STRONG = "Inter SemiBold,15"
NAME = "Inter SemiBold,19"
VALUE = "Inter SemiBold,17"
SMALL = "Inter,13"
NOTE = "Inter,12"

# The house style: Inter on white, no frame, no legend, places in pixels.
# Needs WIDTH, HEIGHT, SCALE, OUT, the colours and the texts. Dashes grow with the line's width, so
# that their length does not depend on SCALE a second time.
px(x) = x / (1.0 * WIDTH)
py(y) = 1.0 - y / (1.0 * HEIGHT)
# Where a value stands in the frame, for charts that place in pixels.
X(x) = LEFT + (x - X_FROM) / (X_TO - X_FROM) * (RIGHT - LEFT)
Y(y) = BOTTOM - (y - Y_FROM) / (Y_TO - Y_FROM) * (BOTTOM - TOP)
set encoding utf8
set terminal pngcairo size WIDTH*SCALE, HEIGHT*SCALE fontscale SCALE linewidth SCALE \
    pointscale SCALE dashlength 2 rounded background PAPER font LABEL
set output OUT
unset key
set border 0
unset tics

# Places in pixels
LEFT = 56.0; RIGHT = 1544.0; TOP = 186.0
BAR_FROM = 301.8; BAR_TARGET = 562.6; BAR_HALF = 20.0
MARK_HALF = 34.0
SIGN = 1421.9

# What is drawn
$reached << END
NaN NaN
END
$likely << END
NaN NaN
END
$open << END
261 466.4839923
411 467.9436309
561 464.6197583
END
$behind << END
NaN NaN
END
$rows << END
261 336
411 486
561 636
END
$interval << END
288 459.2399777 475.2506265
438 460.5404749 477.2209011
588 454.1868811 478.0069231
END
$beyond << END
NaN NaN NaN
END

# Every text, at its place in pixels from the top left
set label 1 "Les trois secteurs restent sous leur cible\0302\0240\0073 xy \0074b\0076 \0077 \0077\0140\0044\0050id\0051\0140 est \0303\0240 62\0342\0200\0257\0045 de la sienne" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "Rythme annuel ou niveau, compar\0303\0251 \0303\0240 la cible. Situation estim\0303\0251e au 12\0302\0240septembre\0302\02402024." at screen px(56.0), screen py(96.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 3 "Lecture\0302\0240\0072 xy \0074b\0076 \0077 \0077\0140\0044\0050id\0051\0140 est \0303\0240 33,7\0302\0240M pour une cible de 54\0302\0240M de documents par an, soit 62\0342\0200\0257\0045. Barre et date\0302\0240\0072 m\0303\0251diane. Trait fin et dates en dessous\0302\0240\0072 intervalle \0303\0240 80\0342\0200\0257\0045." at screen px(56.0), screen py(824.0) left font NOTE textcolor rgb GREY noenhanced front
set label 4 "\0303\0200 acc\0303\0251l\0303\0251rer\0302\0240\0072 de combien la croissance doit aller plus vite, d\0303\0250s maintenant, pour franchir la cible \0303\0240 l\0342\0200\0231\0303\0251ch\0303\0251ance." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "Sources\0302\0240\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 6 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 7 "Cible" at screen px(562.6), screen py(158.0) center font STRONG textcolor rgb INK noenhanced front
set label 8 "Part de la cible" at screen px(301.8), screen py(158.0) left font LABEL textcolor rgb GREY noenhanced front
set label 9 "Cible\0302\0240\0303\0267\0302\0240rythme" at screen px(631.7), screen py(158.0) left font LABEL textcolor rgb GREY noenhanced front
set label 10 "\0303\0200 acc\0303\0251l\0303\0251rer" at screen px(802.3), screen py(158.0) left font LABEL textcolor rgb GREY noenhanced front
set label 11 "Franchissement pr\0303\0251vu" at screen px(1012.2), screen py(158.0) left font LABEL textcolor rgb GREY noenhanced front
set label 12 "\0303\0200 l\0342\0200\0231\0303\0251ch\0303\0251ance" at screen px(1262.1), screen py(158.0) left font LABEL textcolor rgb GREY noenhanced front
set label 13 "Verdict" at screen px(1412.9), screen py(158.0) left font LABEL textcolor rgb GREY noenhanced front
set label 14 "M\0303\0251decine de ville" at screen px(56.0), screen py(245.0) left font NAME textcolor rgb INK noenhanced front
set label 15 "tous documents" at screen px(56.0), screen py(277.0) left font LABEL textcolor rgb GREY noenhanced front
set label 16 "63\0342\0200\0257\0045" at screen px(315.8), screen py(261.0) left font NAME textcolor rgb PAPER noenhanced front
set label 17 "\0303\0227\0302\02401,6" at screen px(631.7), screen py(245.0) left font NAME textcolor rgb INK noenhanced front
set label 18 "11,4\0302\0240M sur 18\0302\0240M" at screen px(631.7), screen py(277.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 19 "hors d\0342\0200\0231atteinte" at screen px(802.3), screen py(261.0) left font NAME textcolor rgb INK noenhanced front
set label 20 "pas avant oct.\0302\02402025" at screen px(1012.2), screen py(245.0) left font VALUE textcolor rgb INK noenhanced front
set label 21 "28\0342\0200\0257\0045 d\0342\0200\0231ici l\0303\0240" at screen px(1012.2), screen py(277.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 22 "18\0342\0200\0257\0045" at screen px(1262.1), screen py(245.0) left font NAME textcolor rgb INK noenhanced front
set label 23 "juill.\0302\02402025" at screen px(1262.1), screen py(277.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 24 "Menac\0303\0251e" at screen px(1441.9), screen py(261.0) left font VALUE textcolor rgb BLUE noenhanced front
set label 25 "Les h\0303\0264pitaux" at screen px(56.0), screen py(411.0) left font NAME textcolor rgb INK noenhanced front
set label 26 "64\0342\0200\0257\0045" at screen px(315.8), screen py(411.0) left font NAME textcolor rgb PAPER noenhanced front
set label 27 "\0303\0227\0302\02401,6" at screen px(631.7), screen py(395.0) left font NAME textcolor rgb INK noenhanced front
set label 28 "22,9\0302\0240M sur 36\0302\0240M" at screen px(631.7), screen py(427.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 29 "hors d\0342\0200\0231atteinte" at screen px(802.3), screen py(411.0) left font NAME textcolor rgb INK noenhanced front
set label 30 "pas avant oct.\0302\02402025" at screen px(1012.2), screen py(395.0) left font VALUE textcolor rgb INK noenhanced front
set label 31 "30\0342\0200\0257\0045 d\0342\0200\0231ici l\0303\0240" at screen px(1012.2), screen py(427.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 32 "25\0342\0200\0257\0045" at screen px(1262.1), screen py(395.0) left font NAME textcolor rgb INK noenhanced front
set label 33 "juill.\0302\02402025" at screen px(1262.1), screen py(427.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 34 "Menac\0303\0251e" at screen px(1441.9), screen py(411.0) left font VALUE textcolor rgb BLUE noenhanced front
set label 35 "xy \0074b\0076 \0077 \0077\0140\0044\0050id\0051\0140" at screen px(56.0), screen py(545.0) left font NAME textcolor rgb INK noenhanced front
set label 36 "tous documents" at screen px(56.0), screen py(577.0) left font LABEL textcolor rgb GREY noenhanced front
set label 37 "62\0342\0200\0257\0045" at screen px(315.8), screen py(561.0) left font NAME textcolor rgb PAPER noenhanced front
set label 38 "\0303\0227\0302\02401,6" at screen px(631.7), screen py(545.0) left font NAME textcolor rgb INK noenhanced front
set label 39 "33,7\0302\0240M sur 54\0302\0240M" at screen px(631.7), screen py(577.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 40 "hors d\0342\0200\0231atteinte" at screen px(802.3), screen py(561.0) left font NAME textcolor rgb INK noenhanced front
set label 41 "pas avant oct.\0302\02402025" at screen px(1012.2), screen py(545.0) left font VALUE textcolor rgb INK noenhanced front
set label 42 "28\0342\0200\0257\0045 d\0342\0200\0231ici l\0303\0240" at screen px(1012.2), screen py(577.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 43 "23\0342\0200\0257\0045" at screen px(1262.1), screen py(545.0) left font NAME textcolor rgb INK noenhanced front
set label 44 "juill.\0302\02402025" at screen px(1262.1), screen py(577.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 45 "Menac\0303\0251e" at screen px(1441.9), screen py(561.0) left font VALUE textcolor rgb BLUE noenhanced front

# How do the sectors stand against their targets?
#
# Everything is in pixels from the top left. $rows: middle and lower end of each row.
# $reached, $likely, $open, $behind: middle of the row and end of its bar, by verdict.
# $interval and $beyond: height, first and last of the 80 % interval; $beyond goes on.

set lmargin at screen 0; set rmargin at screen 1
set bmargin at screen 0; set tmargin at screen 1
set xrange [0:WIDTH]
set yrange [HEIGHT:0]

set style fill solid noborder

plot \
  $rows    using (BAR_FROM):1:(BAR_FROM):(BAR_TARGET):($1-BAR_HALF):($1+BAR_HALF) with boxxyerror linecolor rgb TRACK, \
  $reached using (BAR_FROM):1:(BAR_FROM):2:($1-BAR_HALF):($1+BAR_HALF) with boxxyerror linecolor rgb GREEN, \
  $likely  using (BAR_FROM):1:(BAR_FROM):2:($1-BAR_HALF):($1+BAR_HALF) with boxxyerror linecolor rgb GREEN, \
  $open    using (BAR_FROM):1:(BAR_FROM):2:($1-BAR_HALF):($1+BAR_HALF) with boxxyerror linecolor rgb BLUE, \
  $behind  using (BAR_FROM):1:(BAR_FROM):2:($1-BAR_HALF):($1+BAR_HALF) with boxxyerror linecolor rgb VERMILION, \
  $rows    using (BAR_TARGET):($1-MARK_HALF):(0):(2*MARK_HALF) with vectors nohead linewidth 3 linecolor rgb INK, \
  $interval using 2:1:($3-$2):(0) with vectors nohead linewidth 2 linecolor rgb TEXT, \
  $interval using 2:($1-4):(0):(8) with vectors nohead linewidth 2 linecolor rgb TEXT, \
  $interval using 3:($1-4):(0):(8) with vectors nohead linewidth 2 linecolor rgb TEXT, \
  $beyond  using 2:1:($3-$2):(0) with vectors filled head size 8,20 fixed linewidth 2 linecolor rgb TEXT, \
  $beyond  using 2:($1-4):(0):(8) with vectors nohead linewidth 2 linecolor rgb TEXT, \
  $rows    using (LEFT):2:(RIGHT-LEFT):(0) with vectors nohead linewidth 1 linecolor rgb GRID, \
  $rows    using (LEFT):(TOP):(RIGHT-LEFT):(0) every ::0::0 with vectors nohead linewidth 1.2 linecolor rgb INK, \
  $reached using (SIGN):1 with points pointtype 9 pointsize 1.7 linecolor rgb GREEN, \
  $likely  using (SIGN):1 with points pointtype 7 pointsize 1.5 linecolor rgb GREEN, \
  $open    using (SIGN):1 with points pointtype 7 pointsize 1.5 linecolor rgb BLUE, \
  $behind  using (SIGN):1 with points pointtype 11 pointsize 1.7 linecolor rgb VERMILION
