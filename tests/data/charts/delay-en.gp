
# The frame in pixels, and what its sides stand for
LEFT = 56.0; RIGHT = 1305.8; TOP = 269.0; BOTTOM = 766.0
X_FROM = 20120; X_TO = 20362; Y_FROM = 0; Y_TO = 0.812
NEVER = 1444.9; NEVER_HALF = 42.0
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
56 1249.751634
1345.751634 198.2483665
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
set label 1 "M\0303\0251decine de ville will probably not pass 18M documents" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "a year before October\0302\02402025\0072 the odds of passing are 28\0045" at screen px(56.0), screen py(95.0) left font TITLE textcolor rgb INK noenhanced front
set label 3 "M\0303\0251decine de ville, tous documents\0072 when the target is passed, in 40 possible futures\0073 data known on 12\0302\0240September\0302\02402024." at screen px(56.0), screen py(141.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 4 "How to read\0072 5\0045 of the possible futures pass the target in Feb\0302\02402025. Dark blue\0072 by the deadline\0073 light\0072 later." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "Sources\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 6 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 7 "73\0045" at screen px(1444.9), screen py(306.3) center font STRONG textcolor rgb VERMILION noenhanced front
set label 8 "not before Oct\0302\02402025" at screen px(1444.9), screen py(788.0) center font STRONG textcolor rgb VERMILION noenhanced front
set label 9 "1" at screen px(60.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 10 "11" at screen px(107.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 11 "21" at screen px(159.3), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 12 "1" at screen px(200.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 13 "11" at screen px(252.2), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 14 "21" at screen px(303.9), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 15 "1" at screen px(360.7), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 16 "11" at screen px(412.3), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 17 "21" at screen px(464.0), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 18 "1" at screen px(515.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 19 "11" at screen px(567.3), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 20 "21" at screen px(618.9), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 21 "1" at screen px(675.7), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 22 "11" at screen px(727.4), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 23 "21" at screen px(779.0), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 24 "1" at screen px(830.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 25 "11" at screen px(882.3), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 26 "21" at screen px(933.9), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 27 "1" at screen px(990.7), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 28 "11" at screen px(1042.4), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 29 "21" at screen px(1094.0), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 30 "1" at screen px(1150.8), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 31 "11" at screen px(1202.5), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 32 "21" at screen px(1254.1), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 33 "1" at screen px(1305.8), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 34 "Mar\0302\02402025" at screen px(200.6), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 35 "Apr\0302\02402025" at screen px(360.7), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 36 "May\0302\02402025" at screen px(515.6), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 37 "Jun\0302\02402025" at screen px(675.7), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 38 "Jul\0302\02402025" at screen px(830.6), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 39 "Aug\0302\02402025" at screen px(990.7), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 40 "Sep\0302\02402025" at screen px(1150.8), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 41 "Oct\0302\02402025" at screen px(1305.8), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 42 "Deadline, Jul\0302\02402025\0072 18\0045" at screen px(875.1), screen py(241.0) left font STRONG textcolor rgb VERMILION noenhanced front
set label 43 "5\0045" at screen px(128.3), screen py(719.4) center font LABEL textcolor rgb TEXT noenhanced front
set label 44 "5\0045" at screen px(753.2), screen py(719.4) center font LABEL textcolor rgb TEXT noenhanced front
set label 45 "5\0045" at screen px(1070.8), screen py(719.4) center font LABEL textcolor rgb TEXT noenhanced front
set label 46 "5\0045" at screen px(1228.3), screen py(719.4) center font LABEL textcolor rgb TEXT noenhanced front
set label 47 "3\0045" at screen px(438.2), screen py(734.7) center font LABEL textcolor rgb TEXT noenhanced front
set label 48 "3\0045" at screen px(595.7), screen py(734.7) center font LABEL textcolor rgb TEXT noenhanced front
set label 49 "3\0045" at screen px(910.7), screen py(734.7) center font LABEL textcolor rgb TEXT noenhanced front

# Médecine de ville will probably not pass 18M documents a year before October 2025: the odds of passing are 28%.
Médecine de ville, tous documents: when the target is passed, in 40 possible futures; data known on 12 September 2024.
How to read: 5% of the possible futures pass the target in Feb 2025.
80%: Jun 2025 to 2025 or later
73%: not before Oct 2025
