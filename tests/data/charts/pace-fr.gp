
# Places in pixels
LEFT = 56.0; RIGHT = 1544.0; TOP = 178.0; FROM = 301.8; HALF = 9
$enough << END
NaN NaN
END
$short << END
234 755.8739264
374 786.0585174
514 786.8575356
END
$need << END
262 1051.048068
402 1051.048068
542 1051.048068
END
$rows << END
318
458
598
END

# Every text, at its place in pixels from the top left
set label 1 "Aucun rythme actuel ne suffit\0302\0240\0073 xy \0074b\0076 \0077 \0077\0140\0044\0050id\0051\0140 doit progresser 1,7 fois plus vite" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "Gain des douze derniers mois, compar\0303\0251 au gain par an qu\0342\0200\0231exige la cible. Situation estim\0303\0251e au 12\0302\0240septembre\0302\02402024." at screen px(56.0), screen py(96.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 3 "Lecture\0302\0240\0072 xy \0074b\0076 \0077 \0077\0140\0044\0050id\0051\0140 a gagn\0303\0251 15\0302\0240M de documents en douze mois\0302\0240\0073 atteindre 54\0302\0240M de documents par an pour juillet\0302\02402025 demande 25\0302\0240M par an." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 4 "Sources\0302\0240\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 6 "Requis \0303\0267 actuel" at screen px(1396.9), screen py(152.0) left font LABEL textcolor rgb GREY noenhanced front
set label 7 "Cible" at screen px(1287.6), screen py(152.0) left font LABEL textcolor rgb GREY noenhanced front
set label 8 "Gain sur un an, et gain requis" at screen px(301.8), screen py(152.0) left font LABEL textcolor rgb GREY noenhanced front
set label 9 "xy \0074b\0076 \0077 \0077\0140\0044\0050id\0051\0140" at screen px(56.0), screen py(234.0) left font NAME textcolor rgb INK noenhanced front
set label 10 "tous documents" at screen px(56.0), screen py(262.0) left font SMALL textcolor rgb GREY noenhanced front
set label 11 "\005315\0302\0240M sur un an" at screen px(767.9), screen py(234.0) left font STRONG textcolor rgb VERMILION noenhanced front
set label 12 "\005325\0302\0240M par an requis" at screen px(1063.0), screen py(262.0) left font LABEL textcolor rgb TEXT noenhanced front
set label 13 "54\0302\0240M" at screen px(1287.6), screen py(234.0) left font NAME textcolor rgb INK noenhanced front
set label 14 "juill.\0302\02402025" at screen px(1287.6), screen py(262.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 15 "\0303\0227\0302\02401,7" at screen px(1396.9), screen py(248.0) left font VALUE textcolor rgb VERMILION noenhanced front
set label 16 "Les h\0303\0264pitaux" at screen px(56.0), screen py(388.0) left font NAME textcolor rgb INK noenhanced front
set label 17 "\005310\0302\0240M sur un an" at screen px(798.1), screen py(374.0) left font STRONG textcolor rgb VERMILION noenhanced front
set label 18 "\005316\0302\0240M par an requis" at screen px(1063.0), screen py(402.0) left font LABEL textcolor rgb TEXT noenhanced front
set label 19 "36\0302\0240M" at screen px(1287.6), screen py(374.0) left font NAME textcolor rgb INK noenhanced front
set label 20 "juill.\0302\02402025" at screen px(1287.6), screen py(402.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 21 "\0303\0227\0302\02401,5" at screen px(1396.9), screen py(388.0) left font VALUE textcolor rgb VERMILION noenhanced front
set label 22 "M\0303\0251decine de ville" at screen px(56.0), screen py(514.0) left font NAME textcolor rgb INK noenhanced front
set label 23 "tous documents" at screen px(56.0), screen py(542.0) left font SMALL textcolor rgb GREY noenhanced front
set label 24 "\00535,2\0302\0240M sur un an" at screen px(798.9), screen py(514.0) left font STRONG textcolor rgb VERMILION noenhanced front
set label 25 "\00538,1\0302\0240M par an requis" at screen px(1063.0), screen py(542.0) left font LABEL textcolor rgb TEXT noenhanced front
set label 26 "18\0302\0240M" at screen px(1287.6), screen py(514.0) left font NAME textcolor rgb INK noenhanced front
set label 27 "juill.\0302\02402025" at screen px(1287.6), screen py(542.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 28 "\0303\0227\0302\02401,5" at screen px(1396.9), screen py(528.0) left font VALUE textcolor rgb VERMILION noenhanced front

# Aucun rythme actuel ne suffit ; xy <b> ? ?`$(id)` doit progresser 1,7 fois plus vite.
Gain des douze derniers mois, comparé au gain par an qu’exige la cible. Situation estimée au 12 septembre 2024.
xy <b> ? ?`$(id)` (54 M, juill. 2025): +15 M sur un an, +25 M par an requis, × 1,7.
Les hôpitaux (36 M, juill. 2025): +10 M sur un an, +16 M par an requis, × 1,5.
Médecine de ville (18 M, juill. 2025): +5,2 M sur un an, +8,1 M par an requis, × 1,5.
