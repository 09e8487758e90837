
# The frame in pixels, and what its sides stand for
LEFT = 505.1; RIGHT = 1413.6; TOP = 237.0; BOTTOM = 766.0
X_FROM = 21.7; X_TO = 100; Y_FROM = 0; Y_TO = 0
RULE_FROM = 56.0; RULE_TO = 1544.0
$ticks << END
40
60
80
100
END
$rows << END
274.7857143
312.5714286
350.3571429
388.1428571
425.9285714
463.7142857
501.5
539.2857143
577.0714286
614.8571429
652.6428571
690.4285714
728.2142857
END
$earlier << END
255.8928571 100 27.5
293.6785714 98 27.5
331.4642857 96 27.5
369.25 94 27.5
407.0357143 92 27.5
444.8214286 90 27.5
482.6071429 88 27.5
520.3928571 86 27.5
558.1785714 84 27.5
595.9642857 82 27.5
633.75 80 27.5
671.5357143 78 27.5
709.3214286 76 27.5
747.1071429 74 27.5
END
$later << END
NaN NaN NaN
END
$never << END
NaN NaN NaN
END
$all << END
27.5
END

# Every text, at its place in pixels from the top left
set label 1 "M\0303\0251decine de ville\0302\0240\0072 sans le chiffre \0302\0253\0302\0240plus de 5,49\0302\0240M en" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "ao\0303\0273t\0302\02402023\0302\0240\0302\0273, les chances passent de 28\0342\0200\0257\0045 \0303\0240 100\0342\0200\0257\0045" at screen px(56.0), screen py(95.0) left font TITLE textcolor rgb INK noenhanced front
set label 3 "M\0303\0251decine de ville, tous documents\0302\0240\0072 chances de franchir 18\0302\0240M de documents par an avant octobre\0302\02402025, sans chaque chiffre\0302\0240\0073 donn\0303\0251es connues au" at screen px(56.0), screen py(141.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 4 "12\0302\0240septembre\0302\02402024." at screen px(56.0), screen py(169.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 5 "Lecture\0302\0240\0072 sans le chiffre \0302\0253\0302\0240plus de 5,49\0302\0240M en ao\0303\0273t\0302\02402023\0302\0240\0302\0273, les chances sont de 100\0342\0200\0257\0045. 10 autres chiffres p\0303\0250sent moins\0302\0240\0072 voir le tableau .csv." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 6 "Sources\0302\0240\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 7 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 8 "40\0342\0200\0257\0045" at screen px(717.4), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 9 "60\0342\0200\0257\0045" at screen px(949.5), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 10 "80\0342\0200\0257\0045" at screen px(1181.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 11 "100\0342\0200\0257\0045" at screen px(1413.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 12 "avec tous\0302\0240\0072 28\0342\0200\0257\0045" at screen px(572.4), screen py(217.0) center font STRONG textcolor rgb INK noenhanced front
set label 13 "plus de 5,49\0302\0240M en ao\0303\0273t\0302\02402023" at screen px(56.0), screen py(255.9) left font LABEL textcolor rgb INK noenhanced front
set label 14 "\005373 points" at screen px(1438.7), screen py(255.9) left font STRONG textcolor rgb GREEN noenhanced front
set label 15 "6,29\0302\0240M en ao\0303\0273t\0302\02402023" at screen px(56.0), screen py(293.7) left font LABEL textcolor rgb INK noenhanced front
set label 16 "\005371 points" at screen px(1438.7), screen py(293.7) left font STRONG textcolor rgb GREEN noenhanced front
set label 17 "5,9\0302\0240M en sept.\0302\02402023" at screen px(56.0), screen py(331.5) left font LABEL textcolor rgb INK noenhanced front
set label 18 "\005369 points" at screen px(1438.7), screen py(331.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 19 "6,74\0302\0240M en sept.\0302\02402023" at screen px(56.0), screen py(369.2) left font LABEL textcolor rgb INK noenhanced front
set label 20 "\005367 points" at screen px(1438.7), screen py(369.2) left font STRONG textcolor rgb GREEN noenhanced front
set label 21 "plus de 6,31\0302\0240M en oct.\0302\02402023" at screen px(56.0), screen py(407.0) left font LABEL textcolor rgb INK noenhanced front
set label 22 "\005365 points" at screen px(1438.7), screen py(407.0) left font STRONG textcolor rgb GREEN noenhanced front
set label 23 "7,21\0302\0240M en nov.\0302\02402023" at screen px(56.0), screen py(444.8) left font LABEL textcolor rgb INK noenhanced front
set label 24 "\005363 points" at screen px(1438.7), screen py(444.8) left font STRONG textcolor rgb GREEN noenhanced front
set label 25 "6,73\0302\0240M en nov.\0302\02402023" at screen px(56.0), screen py(482.6) left font LABEL textcolor rgb INK noenhanced front
set label 26 "\005361 points" at screen px(1438.7), screen py(482.6) left font STRONG textcolor rgb GREEN noenhanced front
set label 27 "1\0302\0240M de plus par mois, nov.\0302\02402023 \0303\0240 f\0303\0251vr.\0302\02402024" at screen px(56.0), screen py(520.4) left font LABEL textcolor rgb INK noenhanced front
set label 28 "\005359 points" at screen px(1438.7), screen py(520.4) left font STRONG textcolor rgb GREEN noenhanced front
set label 29 "plus de 7,18\0302\0240M en d\0303\0251c.\0302\02402023" at screen px(56.0), screen py(558.2) left font LABEL textcolor rgb INK noenhanced front
set label 30 "\005357 points" at screen px(1438.7), screen py(558.2) left font STRONG textcolor rgb GREEN noenhanced front
set label 31 "8,18\0302\0240M en janv.\0302\02402024" at screen px(56.0), screen py(596.0) left font LABEL textcolor rgb INK noenhanced front
set label 32 "\005355 points" at screen px(1438.7), screen py(596.0) left font STRONG textcolor rgb GREEN noenhanced front
set label 33 "7,63\0302\0240M en janv.\0302\02402024" at screen px(56.0), screen py(633.8) left font LABEL textcolor rgb INK noenhanced front
set label 34 "\005353 points" at screen px(1438.7), screen py(633.8) left font STRONG textcolor rgb GREEN noenhanced front
set label 35 "8,69\0302\0240M en f\0303\0251vr.\0302\02402024" at screen px(56.0), screen py(671.5) left font LABEL textcolor rgb INK noenhanced front
set label 36 "\005351 points" at screen px(1438.7), screen py(671.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 37 "plus de 8,09\0302\0240M en f\0303\0251vr.\0302\02402024" at screen px(56.0), screen py(709.3) left font LABEL textcolor rgb INK noenhanced front
set label 38 "\005349 points" at screen px(1438.7), screen py(709.3) left font STRONG textcolor rgb GREEN noenhanced front
set label 39 "9,2\0302\0240M en mars\0302\02402024" at screen px(56.0), screen py(747.1) left font LABEL textcolor rgb INK noenhanced front
set label 40 "\005347 points" at screen px(1438.7), screen py(747.1) left font STRONG textcolor rgb GREEN noenhanced front

# Médecine de ville : sans le chiffre « plus de 5,49 M en août 2023 », les chances passent de 28 % à 100 %.
Médecine de ville, tous documents : chances de franchir 18 M de documents par an avant octobre 2025, sans chaque chiffre ; données connues au 12 septembre 2024.
plus de 5,49 M en août 2023 : +73 points
6,29 M en août 2023 : +71 points
5,9 M en sept. 2023 : +69 points
6,74 M en sept. 2023 : +67 points
plus de 6,31 M en oct. 2023 : +65 points
7,21 M en nov. 2023 : +63 points
6,73 M en nov. 2023 : +61 points
1 M de plus par mois, nov. 2023 à févr. 2024 : +59 points
plus de 7,18 M en déc. 2023 : +57 points
8,18 M en janv. 2024 : +55 points
7,63 M en janv. 2024 : +53 points
8,69 M en févr. 2024 : +51 points
plus de 8,09 M en févr. 2024 : +49 points
9,2 M en mars 2024 : +47 points
