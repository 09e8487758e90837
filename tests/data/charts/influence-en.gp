
# The frame in pixels, and what its sides stand for
LEFT = 473.5; RIGHT = 1413.6; TOP = 237.0; BOTTOM = 766.0
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
set label 1 "M\0303\0251decine de ville\0072 without the figure \0342\0200\0234over 5.49M" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "in Aug\0302\02402023\0342\0200\0235, the odds go from 28\0045 to 100\0045" at screen px(56.0), screen py(95.0) left font TITLE textcolor rgb INK noenhanced front
set label 3 "M\0303\0251decine de ville, tous documents\0072 odds of passing 18M documents a year before October\0302\02402025, without each figure\0073 data known on" at screen px(56.0), screen py(141.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 4 "12\0302\0240September\0302\02402024." at screen px(56.0), screen py(169.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 5 "How to read\0072 without the figure \0342\0200\0234over 5.49M in Aug\0302\02402023\0342\0200\0235, the odds are 100\0045. 10 further figures weigh less\0072 see the .csv table." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 6 "Sources\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 7 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 8 "40\0045" at screen px(693.2), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 9 "60\0045" at screen px(933.3), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 10 "80\0045" at screen px(1173.5), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 11 "100\0045" at screen px(1413.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 12 "with all\0072 28\0045" at screen px(543.1), screen py(217.0) center font STRONG textcolor rgb INK noenhanced front
set label 13 "over 5.49M in Aug\0302\02402023" at screen px(56.0), screen py(255.9) left font LABEL textcolor rgb INK noenhanced front
set label 14 "\005373 points" at screen px(1438.7), screen py(255.9) left font STRONG textcolor rgb GREEN noenhanced front
set label 15 "6.29M in Aug\0302\02402023" at screen px(56.0), screen py(293.7) left font LABEL textcolor rgb INK noenhanced front
set label 16 "\005371 points" at screen px(1438.7), screen py(293.7) left font STRONG textcolor rgb GREEN noenhanced front
set label 17 "5.9M in Sep\0302\02402023" at screen px(56.0), screen py(331.5) left font LABEL textcolor rgb INK noenhanced front
set label 18 "\005369 points" at screen px(1438.7), screen py(331.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 19 "6.74M in Sep\0302\02402023" at screen px(56.0), screen py(369.2) left font LABEL textcolor rgb INK noenhanced front
set label 20 "\005367 points" at screen px(1438.7), screen py(369.2) left font STRONG textcolor rgb GREEN noenhanced front
set label 21 "over 6.31M in Oct\0302\02402023" at screen px(56.0), screen py(407.0) left font LABEL textcolor rgb INK noenhanced front
set label 22 "\005365 points" at screen px(1438.7), screen py(407.0) left font STRONG textcolor rgb GREEN noenhanced front
set label 23 "7.21M in Nov\0302\02402023" at screen px(56.0), screen py(444.8) left font LABEL textcolor rgb INK noenhanced front
set label 24 "\005363 points" at screen px(1438.7), screen py(444.8) left font STRONG textcolor rgb GREEN noenhanced front
set label 25 "6.73M in Nov\0302\02402023" at screen px(56.0), screen py(482.6) left font LABEL textcolor rgb INK noenhanced front
set label 26 "\005361 points" at screen px(1438.7), screen py(482.6) left font STRONG textcolor rgb GREEN noenhanced front
set label 27 "1M more a month, Nov\0302\02402023 to Feb\0302\02402024" at screen px(56.0), screen py(520.4) left font LABEL textcolor rgb INK noenhanced front
set label 28 "\005359 points" at screen px(1438.7), screen py(520.4) left font STRONG textcolor rgb GREEN noenhanced front
set label 29 "over 7.18M in Dec\0302\02402023" at screen px(56.0), screen py(558.2) left font LABEL textcolor rgb INK noenhanced front
set label 30 "\005357 points" at screen px(1438.7), screen py(558.2) left font STRONG textcolor rgb GREEN noenhanced front
set label 31 "8.18M in Jan\0302\02402024" at screen px(56.0), screen py(596.0) left font LABEL textcolor rgb INK noenhanced front
set label 32 "\005355 points" at screen px(1438.7), screen py(596.0) left font STRONG textcolor rgb GREEN noenhanced front
set label 33 "7.63M in Jan\0302\02402024" at screen px(56.0), screen py(633.8) left font LABEL textcolor rgb INK noenhanced front
set label 34 "\005353 points" at screen px(1438.7), screen py(633.8) left font STRONG textcolor rgb GREEN noenhanced front
set label 35 "8.69M in Feb\0302\02402024" at screen px(56.0), screen py(671.5) left font LABEL textcolor rgb INK noenhanced front
set label 36 "\005351 points" at screen px(1438.7), screen py(671.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 37 "over 8.09M in Feb\0302\02402024" at screen px(56.0), screen py(709.3) left font LABEL textcolor rgb INK noenhanced front
set label 38 "\005349 points" at screen px(1438.7), screen py(709.3) left font STRONG textcolor rgb GREEN noenhanced front
set label 39 "9.2M in Mar\0302\02402024" at screen px(56.0), screen py(747.1) left font LABEL textcolor rgb INK noenhanced front
set label 40 "\005347 points" at screen px(1438.7), screen py(747.1) left font STRONG textcolor rgb GREEN noenhanced front

# Médecine de ville: without the figure “over 5.49M in Aug 2023”, the odds go from 28% to 100%.
Médecine de ville, tous documents: odds of passing 18M documents a year before October 2025, without each figure; data known on 12 September 2024.
over 5.49M in Aug 2023: +73 points
6.29M in Aug 2023: +71 points
5.9M in Sep 2023: +69 points
6.74M in Sep 2023: +67 points
over 6.31M in Oct 2023: +65 points
7.21M in Nov 2023: +63 points
6.73M in Nov 2023: +61 points
1M more a month, Nov 2023 to Feb 2024: +59 points
over 7.18M in Dec 2023: +57 points
8.18M in Jan 2024: +55 points
7.63M in Jan 2024: +53 points
8.69M in Feb 2024: +51 points
over 8.09M in Feb 2024: +49 points
9.2M in Mar 2024: +47 points
