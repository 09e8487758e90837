
# The frame in pixels, and what its sides stand for
LEFT = 473.5; RIGHT = 1413.6; TOP = 192.0; BOTTOM = 766.0
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
set label 1 "Without the figure \0342\0200\0234over 5.49M in Aug\0302\02402023\0342\0200\0235, the odds go from 28\0045 to 100\0045" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "M\0303\0251decine de ville, tous documents\0072 odds of passing 18M documents a year before October\0302\02402025, without each figure\0073 data known on" at screen px(56.0), screen py(96.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 3 "12\0302\0240September\0302\02402024." at screen px(56.0), screen py(124.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 4 "How to read\0072 without the figure \0342\0200\0234over 5.49M in Aug\0302\02402023\0342\0200\0235, the odds are 100\0045. 10 further figures weigh less\0072 see the .csv table." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "Sources\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 6 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 7 "40\0045" at screen px(693.2), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 8 "60\0045" at screen px(933.3), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 9 "80\0045" at screen px(1173.5), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 10 "100\0045" at screen px(1413.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 11 "with all\0072 28\0045" at screen px(543.1), screen py(172.0) center font STRONG textcolor rgb INK noenhanced front
set label 12 "over 5.49M in Aug\0302\02402023" at screen px(56.0), screen py(212.5) left font LABEL textcolor rgb INK noenhanced front
set label 13 "\005373 points" at screen px(1438.7), screen py(212.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 14 "6.29M in Aug\0302\02402023" at screen px(56.0), screen py(253.5) left font LABEL textcolor rgb INK noenhanced front
set label 15 "\005371 points" at screen px(1438.7), screen py(253.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 16 "5.9M in Sep\0302\02402023" at screen px(56.0), screen py(294.5) left font LABEL textcolor rgb INK noenhanced front
set label 17 "\005369 points" at screen px(1438.7), screen py(294.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 18 "6.74M in Sep\0302\02402023" at screen px(56.0), screen py(335.5) left font LABEL textcolor rgb INK noenhanced front
set label 19 "\005367 points" at screen px(1438.7), screen py(335.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 20 "over 6.31M in Oct\0302\02402023" at screen px(56.0), screen py(376.5) left font LABEL textcolor rgb INK noenhanced front
set label 21 "\005365 points" at screen px(1438.7), screen py(376.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 22 "7.21M in Nov\0302\02402023" at screen px(56.0), screen py(417.5) left font LABEL textcolor rgb INK noenhanced front
set label 23 "\005363 points" at screen px(1438.7), screen py(417.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 24 "6.73M in Nov\0302\02402023" at screen px(56.0), screen py(458.5) left font LABEL textcolor rgb INK noenhanced front
set label 25 "\005361 points" at screen px(1438.7), screen py(458.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 26 "1M more a month, Nov\0302\02402023 to Feb\0302\02402024" at screen px(56.0), screen py(499.5) left font LABEL textcolor rgb INK noenhanced front
set label 27 "\005359 points" at screen px(1438.7), screen py(499.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 28 "over 7.18M in Dec\0302\02402023" at screen px(56.0), screen py(540.5) left font LABEL textcolor rgb INK noenhanced front
set label 29 "\005357 points" at screen px(1438.7), screen py(540.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 30 "8.18M in Jan\0302\02402024" at screen px(56.0), screen py(581.5) left font LABEL textcolor rgb INK noenhanced front
set label 31 "\005355 points" at screen px(1438.7), screen py(581.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 32 "7.63M in Jan\0302\02402024" at screen px(56.0), screen py(622.5) left font LABEL textcolor rgb INK noenhanced front
set label 33 "\005353 points" at screen px(1438.7), screen py(622.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 34 "8.69M in Feb\0302\02402024" at screen px(56.0), screen py(663.5) left font LABEL textcolor rgb INK noenhanced front
set label 35 "\005351 points" at screen px(1438.7), screen py(663.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 36 "over 8.09M in Feb\0302\02402024" at screen px(56.0), screen py(704.5) left font LABEL textcolor rgb INK noenhanced front
set label 37 "\005349 points" at screen px(1438.7), screen py(704.5) left font STRONG textcolor rgb GREEN noenhanced front
set label 38 "9.2M in Mar\0302\02402024" at screen px(56.0), screen py(745.5) left font LABEL textcolor rgb INK noenhanced front
set label 39 "\005347 points" at screen px(1438.7), screen py(745.5) left font STRONG textcolor rgb GREEN noenhanced front

# Without the figure “over 5.49M in Aug 2023”, the odds go from 28% to 100%.
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
