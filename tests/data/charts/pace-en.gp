
# Places in pixels
LEFT = 56.0; RIGHT = 1544.0; TOP = 178.0; FROM = 301.8; HALF = 9
$enough << END
NaN NaN
END
$short << END
234 730.0373199
374 758.5045711
514 759.2581296
END
$need << END
262 1008.417652
402 1008.417652
542 1008.417652
END
$rows << END
318
458
598
END

# Every text, at its place in pixels from the top left
set label 1 "No present pace is enough\0073 xy \0074b\0076 \0077 \0077\0140\0044\0050id\0051\0140 must grow 1.7 times as fast" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "Gain of the last twelve months, against the gain a year that the target needs. Situation estimated on 12\0302\0240September\0302\02402024." at screen px(56.0), screen py(96.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 3 "How to read\0072 xy \0074b\0076 \0077 \0077\0140\0044\0050id\0051\0140 gained 15M documents in twelve months\0073 reaching 54M documents a year by July\0302\02402025 takes 25M a year." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 4 "Sources\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 6 "Required \0303\0267 present" at screen px(1360.9), screen py(152.0) left font LABEL textcolor rgb GREY noenhanced front
set label 7 "Target" at screen px(1259.4), screen py(152.0) left font LABEL textcolor rgb GREY noenhanced front
set label 8 "Gain in a year, and required" at screen px(301.8), screen py(152.0) left font LABEL textcolor rgb GREY noenhanced front
set label 9 "xy \0074b\0076 \0077 \0077\0140\0044\0050id\0051\0140" at screen px(56.0), screen py(234.0) left font NAME textcolor rgb INK noenhanced front
set label 10 "tous documents" at screen px(56.0), screen py(262.0) left font SMALL textcolor rgb GREY noenhanced front
set label 11 "\005315M in a year" at screen px(742.0), screen py(234.0) left font STRONG textcolor rgb VERMILION noenhanced front
set label 12 "\005325M a year required" at screen px(1020.4), screen py(262.0) left font LABEL textcolor rgb TEXT noenhanced front
set label 13 "54M" at screen px(1259.4), screen py(234.0) left font NAME textcolor rgb INK noenhanced front
set label 14 "Jul\0302\02402025" at screen px(1259.4), screen py(262.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 15 "\0303\0227\0302\02401.7" at screen px(1360.9), screen py(248.0) left font VALUE textcolor rgb VERMILION noenhanced front
set label 16 "Les h\0303\0264pitaux" at screen px(56.0), screen py(388.0) left font NAME textcolor rgb INK noenhanced front
set label 17 "\005310M in a year" at screen px(770.5), screen py(374.0) left font STRONG textcolor rgb VERMILION noenhanced front
set label 18 "\005316M a year required" at screen px(1020.4), screen py(402.0) left font LABEL textcolor rgb TEXT noenhanced front
set label 19 "36M" at screen px(1259.4), screen py(374.0) left font NAME textcolor rgb INK noenhanced front
set label 20 "Jul\0302\02402025" at screen px(1259.4), screen py(402.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 21 "\0303\0227\0302\02401.5" at screen px(1360.9), screen py(388.0) left font VALUE textcolor rgb VERMILION noenhanced front
set label 22 "M\0303\0251decine de ville" at screen px(56.0), screen py(514.0) left font NAME textcolor rgb INK noenhanced front
set label 23 "tous documents" at screen px(56.0), screen py(542.0) left font SMALL textcolor rgb GREY noenhanced front
set label 24 "\00535.2M in a year" at screen px(771.3), screen py(514.0) left font STRONG textcolor rgb VERMILION noenhanced front
set label 25 "\00538.1M a year required" at screen px(1020.4), screen py(542.0) left font LABEL textcolor rgb TEXT noenhanced front
set label 26 "18M" at screen px(1259.4), screen py(514.0) left font NAME textcolor rgb INK noenhanced front
set label 27 "Jul\0302\02402025" at screen px(1259.4), screen py(542.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 28 "\0303\0227\0302\02401.5" at screen px(1360.9), screen py(528.0) left font VALUE textcolor rgb VERMILION noenhanced front

# No present pace is enough; xy <b> ? ?`$(id)` must grow 1.7 times as fast.
Gain of the last twelve months, against the gain a year that the target needs. Situation estimated on 12 September 2024.
xy <b> ? ?`$(id)` (54M, Jul 2025): +15M in a year, +25M a year required, × 1.7.
Les hôpitaux (36M, Jul 2025): +10M in a year, +16M a year required, × 1.5.
Médecine de ville (18M, Jul 2025): +5.2M in a year, +8.1M a year required, × 1.5.
