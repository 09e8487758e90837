
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

# Les trois secteurs restent sous leur cible ; xy <b> ? ?`$(id)` est à 62 % de la sienne.
Rythme annuel ou niveau, comparé à la cible. Situation estimée au 12 septembre 2024.
Médecine de ville : 63 % (11,4 M sur 18 M), pas avant oct. 2025 (28 % d’ici là), Menacée.
Les hôpitaux : 64 % (22,9 M sur 36 M), pas avant oct. 2025 (30 % d’ici là), Menacée.
xy <b> ? ?`$(id)` : 62 % (33,7 M sur 54 M), pas avant oct. 2025 (28 % d’ici là), Menacée.
