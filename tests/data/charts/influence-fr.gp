
# The frame in pixels, and what its sides stand for
LEFT = 505.1; RIGHT = 1413.6; TOP = 192.0; BOTTOM = 766.0
X_FROM = 21.7; X_TO = 100; Y_FROM = 0; Y_TO = 0
RULE_FROM = 56.0; RULE_TO = 1544.0
$ticks << END
40
60
80
100
END
$rows << END
233
274
315
356
397
438
479
520
561
602
643
684
725
END
$earlier << END
212.5 100 27.5
253.5 98 27.5
294.5 96 27.5
335.5 94 27.5
376.5 92 27.5
417.5 90 27.5
458.5 88 27.5
499.5 86 27.5
540.5 84 27.5
581.5 82 27.5
622.5 80 27.5
663.5 78 27.5
704.5 76 27.5
745.5 74 27.5
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
set label 1 "Sans le chiffre \0302\0253\0302\0240plus de 5,49\0302\0240M en ao\0303\0273t\0302\02402023\0302\0240\0302\0273, les chances passent de 28\0342\0200\0257\0045 \0303\0240 100\0342\0200\0257\0045" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "M\0303\0251decine de ville, tous documents\0302\0240\0072 chances de franchir 18\0302\0240M de documents par an avant octobre\0302\02402025, sans chaque chiffre\0302\0240\0073 donn\0303\0251es connues au" at screen px(56.0), screen py(96.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 3 "12\0302\0240septembre\0302\02402024." at screen px(56.0), screen py(124.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 4 "Lecture\0302\0240\0072 sans le chiffre \0302\0253\0302\0240plus de 5,49\0302\0240M en ao\0303\0273t\0302\02402023\0302\0240\0302\0273, les chances sont de 100\0342\0200\0257\0045. 10 autres chiffres p\0303\0250sent moins\0302\0240\0072 voir le tableau .csv." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "Sources\0302\0240\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 6 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 7 "40\0342\0200\0257\0045" at screen px(717.4), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 8 "60\0342\0200\0257\0045" at screen px(949.5), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 9 "80\0342\0200\0257\0045" at screen px(1181.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 10 "100\0342\0200\0257\0045" at screen px(1413.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 11 "avec tous\0302\0240\0072 28\0342\0200\0257\0045" at screen px(572.4), screen py(172.0) center font STRONG textcolor rgb INK noenhanced front
set label 12 "plus de 5,49\0302\0240M en ao\0303\0273t\0302\02402023" at screen px(56.0), screen py(212.5) left font LABEL textcolor rgb INK noenhanced front
set label 13 "\005373 points" at screen px(1438.7), screen py(212.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 14 "6,29\0302\0240M en ao\0303\0273t\0302\02402023" at screen px(56.0), screen py(253.5) left font LABEL textcolor rgb INK noenhanced front
set label 15 "\005371 points" at screen px(1438.7), screen py(253.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 16 "5,9\0302\0240M en sept.\0302\02402023" at screen px(56.0), screen py(294.5) left font LABEL textcolor rgb INK noenhanced front
set label 17 "\005369 points" at screen px(1438.7), screen py(294.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 18 "6,74\0302\0240M en sept.\0302\02402023" at screen px(56.0), screen py(335.5) left font LABEL textcolor rgb INK noenhanced front
set label 19 "\005367 points" at screen px(1438.7), screen py(335.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 20 "plus de 6,31\0302\0240M en oct.\0302\02402023" at screen px(56.0), screen py(376.5) left font LABEL textcolor rgb INK noenhanced front
set label 21 "\005365 points" at screen px(1438.7), screen py(376.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 22 "7,21\0302\0240M en nov.\0302\02402023" at screen px(56.0), screen py(417.5) left font LABEL textcolor rgb INK noenhanced front
set label 23 "\005363 points" at screen px(1438.7), screen py(417.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 24 "6,73\0302\0240M en nov.\0302\02402023" at screen px(56.0), screen py(458.5) left font LABEL textcolor rgb INK noenhanced front
set label 25 "\005361 points" at screen px(1438.7), screen py(458.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 26 "1\0302\0240M de plus par mois, nov.\0302\02402023 \0303\0240 f\0303\0251vr.\0302\02402024" at screen px(56.0), screen py(499.5) left font LABEL textcolor rgb INK noenhanced front
set label 27 "\005359 points" at screen px(1438.7), screen py(499.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 28 "plus de 7,18\0302\0240M en d\0303\0251c.\0302\02402023" at screen px(56.0), screen py(540.5) left font LABEL textcolor rgb INK noenhanced front
set label 29 "\005357 points" at screen px(1438.7), screen py(540.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 30 "8,18\0302\0240M en janv.\0302\02402024" at screen px(56.0), screen py(581.5) left font LABEL textcolor rgb INK noenhanced front
set label 31 "\005355 points" at screen px(1438.7), screen py(581.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 32 "7,63\0302\0240M en janv.\0302\02402024" at screen px(56.0), screen py(622.5) left font LABEL textcolor rgb INK noenhanced front
set label 33 "\005353 points" at screen px(1438.7), screen py(622.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 34 "8,69\0302\0240M en f\0303\0251vr.\0302\02402024" at screen px(56.0), screen py(663.5) left font LABEL textcolor rgb INK noenhanced front
set label 35 "\005351 points" at screen px(1438.7), screen py(663.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 36 "plus de 8,09\0302\0240M en f\0303\0251vr.\0302\02402024" at screen px(56.0), screen py(704.5) left font LABEL textcolor rgb INK noenhanced front
set label 37 "\005349 points" at screen px(1438.7), screen py(704.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 38 "9,2\0302\0240M en mars\0302\02402024" at screen px(56.0), screen py(745.5) left font LABEL textcolor rgb INK noenhanced front
set label 39 "\005347 points" at screen px(1438.7), screen py(745.5) left font STRONG textcolor rgb GREEN noenhanced front

# Sans le chiffre « plus de 5,49 M en août 2023 », les chances passent de 28 % à 100 %.
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
