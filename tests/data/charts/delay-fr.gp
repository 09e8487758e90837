
# The frame in pixels, and what its sides stand for
LEFT = 56.0; RIGHT = 1310.0; TOP = 269.0; BOTTOM = 766.0
X_FROM = 20120; X_TO = 20362; Y_FROM = 0; Y_TO = 0.812
NEVER = 1447.0; NEVER_HALF = 42.0
$ticks << END
20120
20130
20140
20148
20158
20168
20179
20189
20199
20209
20219
20229
20240
20250
20260
20270
20280
20290
20301
20311
20321
20332
20342
20352
20362
END
$axis << END
56 1253.962358
1349.962358 194.037642
END
$bars << END
20120 20148 0.05
20148 20179 0
20179 20209 0.025
20209 20240 0.025
20240 20270 0.05
20270 20301 0.025
20301 20332 0.05
20332 20362 0.05
END
$early << END
20120 20148 0.05
20148 20179 0
20179 20209 0.025
20209 20240 0.025
20240 20270 0.05
END
$never << END
0.725
END
$median << END
NaN NaN NaN
END
$span << END
NaN NaN NaN
END
$deadline << END
20279 257
END

# Every text, at its place in pixels from the top left
set label 1 "M\0303\0251decine de ville n\0342\0200\0231a que 28\0342\0200\0257\0045 de chances de franchir" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "18\0302\0240M de documents par an avant octobre\0302\02402025" at screen px(56.0), screen py(95.0) left font TITLE textcolor rgb INK noenhanced front
set label 3 "M\0303\0251decine de ville, tous documents\0302\0240\0072 quand la cible est franchie, dans 40 futurs possibles\0302\0240\0073 donn\0303\0251es connues au 12\0302\0240septembre\0302\02402024." at screen px(56.0), screen py(141.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 4 "Lecture\0302\0240\0072 5\0342\0200\0257\0045 des futurs possibles franchissent la cible en f\0303\0251vr.\0302\02402025. Bleu fonc\0303\0251\0302\0240\0072 \0303\0240 l\0342\0200\0231\0303\0251ch\0303\0251ance ou avant\0302\0240\0073 clair\0302\0240\0072 apr\0303\0250s." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "Sources\0302\0240\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 6 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 7 "73\0342\0200\0257\0045" at screen px(1447.0), screen py(306.3) center font STRONG textcolor rgb VERMILION noenhanced front
set label 8 "pas avant oct.\0302\02402025" at screen px(1447.0), screen py(788.0) center font STRONG textcolor rgb VERMILION noenhanced front
set label 9 "1" at screen px(60.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 10 "11" at screen px(107.8), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 11 "21" at screen px(159.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 12 "1" at screen px(201.1), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 13 "11" at screen px(252.9), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 14 "21" at screen px(304.7), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 15 "1" at screen px(361.7), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 16 "11" at screen px(413.5), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 17 "21" at screen px(465.4), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 18 "1" at screen px(517.2), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 19 "11" at screen px(569.0), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 20 "21" at screen px(620.8), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 21 "1" at screen px(677.8), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 22 "11" at screen px(729.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 23 "21" at screen px(781.4), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 24 "1" at screen px(833.2), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 25 "11" at screen px(885.1), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 26 "21" at screen px(936.9), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 27 "1" at screen px(993.9), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 28 "11" at screen px(1045.7), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 29 "21" at screen px(1097.5), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 30 "1" at screen px(1154.5), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 31 "11" at screen px(1206.3), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 32 "21" at screen px(1258.1), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 33 "1" at screen px(1310.0), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 34 "mars\0302\02402025" at screen px(201.1), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 35 "avr.\0302\02402025" at screen px(361.7), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 36 "mai\0302\02402025" at screen px(517.2), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 37 "juin\0302\02402025" at screen px(677.8), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 38 "juill.\0302\02402025" at screen px(833.2), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 39 "ao\0303\0273t\0302\02402025" at screen px(993.9), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 40 "sept.\0302\02402025" at screen px(1154.5), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 41 "oct.\0302\02402025" at screen px(1310.0), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 42 "\0303\0211ch\0303\0251ance juill.\0302\02402025\0302\0240\0072 18\0342\0200\0257\0045" at screen px(877.9), screen py(241.0) left font STRONG textcolor rgb VERMILION noenhanced front
set label 43 "5\0342\0200\0257\0045" at screen px(128.5), screen py(719.4) center font LABEL textcolor rgb TEXT noenhanced front
set label 44 "5\0342\0200\0257\0045" at screen px(755.5), screen py(719.4) center font LABEL textcolor rgb TEXT noenhanced front
set label 45 "5\0342\0200\0257\0045" at screen px(1074.2), screen py(719.4) center font LABEL textcolor rgb TEXT noenhanced front
set label 46 "5\0342\0200\0257\0045" at screen px(1232.2), screen py(719.4) center font LABEL textcolor rgb TEXT noenhanced front
set label 47 "3\0342\0200\0257\0045" at screen px(439.4), screen py(734.7) center font LABEL textcolor rgb TEXT noenhanced front
set label 48 "3\0342\0200\0257\0045" at screen px(597.5), screen py(734.7) center font LABEL textcolor rgb TEXT noenhanced front
set label 49 "3\0342\0200\0257\0045" at screen px(913.6), screen py(734.7) center font LABEL textcolor rgb TEXT noenhanced front

# Médecine de ville n’a que 28 % de chances de franchir 18 M de documents par an avant octobre 2025.
Médecine de ville, tous documents : quand la cible est franchie, dans 40 futurs possibles ; données connues au 12 septembre 2024.
Lecture : 5 % des futurs possibles franchissent la cible en févr. 2025.
80 % : juin 2025 à 2025 ou après
73 % : pas avant oct. 2025
