
# Places in pixels
LEFT = 56.0; RIGHT = 1544.0; TOP = 186.0
BAR_FROM = 301.8; BAR_TARGET = 624.6; BAR_HALF = 20.0
MARK_HALF = 34.0
SIGN = 1452.1

# What is drawn
$reached << END
NaN NaN
END
$likely << END
NaN NaN
END
$open << END
261 505.6678407
411 507.4746925
561 503.3601497
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
288 496.7006473 516.5198485
438 498.3105019 518.9588046
588 490.4455393 519.9318025
END
$beyond << END
NaN NaN NaN
END

# Every text, at its place in pixels from the top left
set label 1 "All three secteurs are below their target\0073 the lowest is xy \0074b\0076 \0077 \0077\0140\0044\0050id\0051\0140, at 62\0045" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "Annual pace or level against the target. Situation estimated on 12\0302\0240September\0302\02402024." at screen px(56.0), screen py(96.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 3 "How to read\0072 xy \0074b\0076 \0077 \0077\0140\0044\0050id\0051\0140, at 33.7M for a target of 54M documents a year, has 62\0045 of it. Bar and date\0072 median. Thin line and dates below\0072 80\0045 interval." at screen px(56.0), screen py(824.0) left font NOTE textcolor rgb GREY noenhanced front
set label 4 "Speed\0055up\0072 how much faster growth must run, from now on, to pass the target at the deadline." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "Sources\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 6 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 7 "Target" at screen px(624.6), screen py(158.0) center font STRONG textcolor rgb INK noenhanced front
set label 8 "Share of target" at screen px(301.8), screen py(158.0) left font LABEL textcolor rgb GREY noenhanced front
set label 9 "Target\0302\0240\0303\0267\0302\0240pace" at screen px(703.0), screen py(158.0) left font LABEL textcolor rgb GREY noenhanced front
set label 10 "Speed\0055up" at screen px(867.7), screen py(158.0) left font LABEL textcolor rgb GREY noenhanced front
set label 11 "Expected date" at screen px(1047.0), screen py(158.0) left font LABEL textcolor rgb GREY noenhanced front
set label 12 "By deadline" at screen px(1301.6), screen py(158.0) left font LABEL textcolor rgb GREY noenhanced front
set label 13 "Verdict" at screen px(1443.1), screen py(158.0) left font LABEL textcolor rgb GREY noenhanced front
set label 14 "M\0303\0251decine de ville" at screen px(56.0), screen py(245.0) left font NAME textcolor rgb INK noenhanced front
set label 15 "tous documents" at screen px(56.0), screen py(277.0) left font LABEL textcolor rgb GREY noenhanced front
set label 16 "63\0045" at screen px(315.8), screen py(261.0) left font NAME textcolor rgb PAPER noenhanced front
set label 17 "\0303\0227\0302\02401.6" at screen px(703.0), screen py(245.0) left font NAME textcolor rgb INK noenhanced front
set label 18 "11.4M of 18M" at screen px(703.0), screen py(277.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 19 "out of reach" at screen px(867.7), screen py(261.0) left font NAME textcolor rgb INK noenhanced front
set label 20 "not before Oct\0302\02402025" at screen px(1047.0), screen py(245.0) left font VALUE textcolor rgb INK noenhanced front
set label 21 "28\0045 by then" at screen px(1047.0), screen py(277.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 22 "18\0045" at screen px(1301.6), screen py(245.0) left font NAME textcolor rgb INK noenhanced front
set label 23 "Jul\0302\02402025" at screen px(1301.6), screen py(277.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 24 "At risk" at screen px(1472.1), screen py(261.0) left font VALUE textcolor rgb BLUE noenhanced front
set label 25 "Les h\0303\0264pitaux" at screen px(56.0), screen py(411.0) left font NAME textcolor rgb INK noenhanced front
set label 26 "64\0045" at screen px(315.8), screen py(411.0) left font NAME textcolor rgb PAPER noenhanced front
set label 27 "\0303\0227\0302\02401.6" at screen px(703.0), screen py(395.0) left font NAME textcolor rgb INK noenhanced front
set label 28 "22.9M of 36M" at screen px(703.0), screen py(427.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 29 "out of reach" at screen px(867.7), screen py(411.0) left font NAME textcolor rgb INK noenhanced front
set label 30 "not before Oct\0302\02402025" at screen px(1047.0), screen py(395.0) left font VALUE textcolor rgb INK noenhanced front
set label 31 "30\0045 by then" at screen px(1047.0), screen py(427.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 32 "25\0045" at screen px(1301.6), screen py(395.0) left font NAME textcolor rgb INK noenhanced front
set label 33 "Jul\0302\02402025" at screen px(1301.6), screen py(427.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 34 "At risk" at screen px(1472.1), screen py(411.0) left font VALUE textcolor rgb BLUE noenhanced front
set label 35 "xy \0074b\0076 \0077 \0077\0140\0044\0050id\0051\0140" at screen px(56.0), screen py(545.0) left font NAME textcolor rgb INK noenhanced front
set label 36 "tous documents" at screen px(56.0), screen py(577.0) left font LABEL textcolor rgb GREY noenhanced front
set label 37 "62\0045" at screen px(315.8), screen py(561.0) left font NAME textcolor rgb PAPER noenhanced front
set label 38 "\0303\0227\0302\02401.6" at screen px(703.0), screen py(545.0) left font NAME textcolor rgb INK noenhanced front
set label 39 "33.7M of 54M" at screen px(703.0), screen py(577.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 40 "out of reach" at screen px(867.7), screen py(561.0) left font NAME textcolor rgb INK noenhanced front
set label 41 "not before Oct\0302\02402025" at screen px(1047.0), screen py(545.0) left font VALUE textcolor rgb INK noenhanced front
set label 42 "28\0045 by then" at screen px(1047.0), screen py(577.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 43 "23\0045" at screen px(1301.6), screen py(545.0) left font NAME textcolor rgb INK noenhanced front
set label 44 "Jul\0302\02402025" at screen px(1301.6), screen py(577.0) left font SMALL textcolor rgb TEXT noenhanced front
set label 45 "At risk" at screen px(1472.1), screen py(561.0) left font VALUE textcolor rgb BLUE noenhanced front

# All three secteurs are below their target; the lowest is xy <b> ? ?`$(id)`, at 62%.
Annual pace or level against the target. Situation estimated on 12 September 2024.
Médecine de ville: 63% (11.4M of 18M), not before Oct 2025 (28% by then), At risk.
Les hôpitaux: 64% (22.9M of 36M), not before Oct 2025 (30% by then), At risk.
xy <b> ? ?`$(id)`: 62% (33.7M of 54M), not before Oct 2025 (28% by then), At risk.
