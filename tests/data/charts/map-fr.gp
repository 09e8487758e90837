
# Half a tile in pixels, and what is drawn
TILE = 25.62
$class1 << END
NaN NaN
END
$class2 << END
NaN NaN
END
$class3 << END
462.875 308.625
END
$class4 << END
788.375 796.875
END
$class5 << END
83.125 579.875
END
$none << END
625.625 579.875
517.125 254.375
517.125 525.625
679.875 742.625
679.875 688.375
679.875 796.875
571.375 688.375
571.375 254.375
408.625 796.875
571.375 362.875
462.875 796.875
462.875 688.375
571.375 796.875
300.125 308.625
462.875 634.125
354.375 579.875
300.125 579.875
462.875 525.625
408.625 634.125
571.375 471.375
191.625 362.875
462.875 579.875
354.375 634.125
679.875 525.625
625.625 688.375
354.375 308.625
408.625 417.125
137.375 417.125
788.375 742.625
571.375 742.625
354.375 796.875
354.375 742.625
300.125 688.375
517.125 742.625
245.875 417.125
408.625 525.625
354.375 471.375
625.625 634.125
625.625 525.625
300.125 742.625
408.625 471.375
571.375 634.125
517.125 634.125
245.875 471.375
462.875 471.375
408.625 688.375
354.375 688.375
517.125 688.375
300.125 471.375
245.875 308.625
571.375 308.625
571.375 417.125
300.125 417.125
625.625 362.875
625.625 308.625
191.625 417.125
679.875 308.625
517.125 471.375
517.125 200.125
462.875 254.375
300.125 362.875
462.875 200.125
517.125 579.875
245.875 796.875
300.125 796.875
517.125 796.875
679.875 362.875
679.875 417.125
571.375 579.875
625.625 471.375
571.375 525.625
354.375 417.125
679.875 634.125
679.875 579.875
354.375 254.375
517.125 362.875
354.375 362.875
300.125 525.625
408.625 254.375
462.875 742.625
408.625 742.625
625.625 796.875
625.625 742.625
245.875 525.625
354.375 525.625
408.625 579.875
625.625 417.125
517.125 417.125
679.875 471.375
462.875 417.125
408.625 362.875
517.125 308.625
462.875 362.875
408.625 308.625
83.125 634.125
83.125 688.375
83.125 742.625
83.125 796.875
END
$key1 << END
NaN NaN
END
$key2 << END
NaN NaN
END
$key3 << END
301 1484
END
$key4 << END
263 1484
END
$key5 << END
225 1484
END
BAR = 1158.4; KEY = 12
$rules << END
875.5 201 1544
875.5 381 1193.75
1225.75 381 1544
END

# Every text, at its place in pixels from the top left
set label 1 "L\0342\0200\0231\0303\0251cart entre d\0303\0251partements est de 1 \0303\0240 2\0302\0240\0072 de" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "2\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045 \0050Paris\0051 \0303\0240 4\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045 \0050Guadeloupe\0051" at screen px(56.0), screen py(95.0) left font TITLE textcolor rgb INK noenhanced front
set label 3 "M\0303\0251decine de ville\0302\0240\0072 documents, dernier chiffre de chaque d\0303\0251partement\0302\0240\0073 3 d\0303\0251partements sur 101." at screen px(56.0), screen py(141.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 4 "Lecture\0302\0240\0072 un d\0303\0251partement sur 3 est \0303\0240 4\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045 ou plus. Chaque case est un d\0303\0251partement, \0303\0240 peu pr\0303\0250s \0303\0240 sa place." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "Sources\0302\0240\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 6 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 7 "01" at screen px(625.6), screen py(579.9) center font SMALL textcolor rgb GREY noenhanced front
set label 8 "02" at screen px(517.1), screen py(254.4) center font SMALL textcolor rgb GREY noenhanced front
set label 9 "03" at screen px(517.1), screen py(525.6) center font SMALL textcolor rgb GREY noenhanced front
set label 10 "04" at screen px(679.9), screen py(742.6) center font SMALL textcolor rgb GREY noenhanced front
set label 11 "05" at screen px(679.9), screen py(688.4) center font SMALL textcolor rgb GREY noenhanced front
set label 12 "06" at screen px(679.9), screen py(796.9) center font SMALL textcolor rgb GREY noenhanced front
set label 13 "07" at screen px(571.4), screen py(688.4) center font SMALL textcolor rgb GREY noenhanced front
set label 14 "08" at screen px(571.4), screen py(254.4) center font SMALL textcolor rgb GREY noenhanced front
set label 15 "09" at screen px(408.6), screen py(796.9) center font SMALL textcolor rgb GREY noenhanced front
set label 16 "10" at screen px(571.4), screen py(362.9) center font SMALL textcolor rgb GREY noenhanced front
set label 17 "11" at screen px(462.9), screen py(796.9) center font SMALL textcolor rgb GREY noenhanced front
set label 18 "12" at screen px(462.9), screen py(688.4) center font SMALL textcolor rgb GREY noenhanced front
set label 19 "13" at screen px(571.4), screen py(796.9) center font SMALL textcolor rgb GREY noenhanced front
set label 20 "14" at screen px(300.1), screen py(308.6) center font SMALL textcolor rgb GREY noenhanced front
set label 21 "15" at screen px(462.9), screen py(634.1) center font SMALL textcolor rgb GREY noenhanced front
set label 22 "16" at screen px(354.4), screen py(579.9) center font SMALL textcolor rgb GREY noenhanced front
set label 23 "17" at screen px(300.1), screen py(579.9) center font SMALL textcolor rgb GREY noenhanced front
set label 24 "18" at screen px(462.9), screen py(525.6) center font SMALL textcolor rgb GREY noenhanced front
set label 25 "19" at screen px(408.6), screen py(634.1) center font SMALL textcolor rgb GREY noenhanced front
set label 26 "21" at screen px(571.4), screen py(471.4) center font SMALL textcolor rgb GREY noenhanced front
set label 27 "22" at screen px(191.6), screen py(362.9) center font SMALL textcolor rgb GREY noenhanced front
set label 28 "23" at screen px(462.9), screen py(579.9) center font SMALL textcolor rgb GREY noenhanced front
set label 29 "24" at screen px(354.4), screen py(634.1) center font SMALL textcolor rgb GREY noenhanced front
set label 30 "25" at screen px(679.9), screen py(525.6) center font SMALL textcolor rgb GREY noenhanced front
set label 31 "26" at screen px(625.6), screen py(688.4) center font SMALL textcolor rgb GREY noenhanced front
set label 32 "27" at screen px(354.4), screen py(308.6) center font SMALL textcolor rgb GREY noenhanced front
set label 33 "28" at screen px(408.6), screen py(417.1) center font SMALL textcolor rgb GREY noenhanced front
set label 34 "29" at screen px(137.4), screen py(417.1) center font SMALL textcolor rgb GREY noenhanced front
set label 35 "2A" at screen px(788.4), screen py(796.9) center font SMALL textcolor rgb PAPER noenhanced front
set label 36 "2B" at screen px(788.4), screen py(742.6) center font SMALL textcolor rgb GREY noenhanced front
set label 37 "30" at screen px(571.4), screen py(742.6) center font SMALL textcolor rgb GREY noenhanced front
set label 38 "31" at screen px(354.4), screen py(796.9) center font SMALL textcolor rgb GREY noenhanced front
set label 39 "32" at screen px(354.4), screen py(742.6) center font SMALL textcolor rgb GREY noenhanced front
set label 40 "33" at screen px(300.1), screen py(688.4) center font SMALL textcolor rgb GREY noenhanced front
set label 41 "34" at screen px(517.1), screen py(742.6) center font SMALL textcolor rgb GREY noenhanced front
set label 42 "35" at screen px(245.9), screen py(417.1) center font SMALL textcolor rgb GREY noenhanced front
set label 43 "36" at screen px(408.6), screen py(525.6) center font SMALL textcolor rgb GREY noenhanced front
set label 44 "37" at screen px(354.4), screen py(471.4) center font SMALL textcolor rgb GREY noenhanced front
set label 45 "38" at screen px(625.6), screen py(634.1) center font SMALL textcolor rgb GREY noenhanced front
set label 46 "39" at screen px(625.6), screen py(525.6) center font SMALL textcolor rgb GREY noenhanced front
set label 47 "40" at screen px(300.1), screen py(742.6) center font SMALL textcolor rgb GREY noenhanced front
set label 48 "41" at screen px(408.6), screen py(471.4) center font SMALL textcolor rgb GREY noenhanced front
set label 49 "42" at screen px(571.4), screen py(634.1) center font SMALL textcolor rgb GREY noenhanced front
set label 50 "43" at screen px(517.1), screen py(634.1) center font SMALL textcolor rgb GREY noenhanced front
set label 51 "44" at screen px(245.9), screen py(471.4) center font SMALL textcolor rgb GREY noenhanced front
set label 52 "45" at screen px(462.9), screen py(471.4) center font SMALL textcolor rgb GREY noenhanced front
set label 53 "46" at screen px(408.6), screen py(688.4) center font SMALL textcolor rgb GREY noenhanced front
set label 54 "47" at screen px(354.4), screen py(688.4) center font SMALL textcolor rgb GREY noenhanced front
set label 55 "48" at screen px(517.1), screen py(688.4) center font SMALL textcolor rgb GREY noenhanced front
set label 56 "49" at screen px(300.1), screen py(471.4) center font SMALL textcolor rgb GREY noenhanced front
set label 57 "50" at screen px(245.9), screen py(308.6) center font SMALL textcolor rgb GREY noenhanced front
set label 58 "51" at screen px(571.4), screen py(308.6) center font SMALL textcolor rgb GREY noenhanced front
set label 59 "52" at screen px(571.4), screen py(417.1) center font SMALL textcolor rgb GREY noenhanced front
set label 60 "53" at screen px(300.1), screen py(417.1) center font SMALL textcolor rgb GREY noenhanced front
set label 61 "54" at screen px(625.6), screen py(362.9) center font SMALL textcolor rgb GREY noenhanced front
set label 62 "55" at screen px(625.6), screen py(308.6) center font SMALL textcolor rgb GREY noenhanced front
set label 63 "56" at screen px(191.6), screen py(417.1) center font SMALL textcolor rgb GREY noenhanced front
set label 64 "57" at screen px(679.9), screen py(308.6) center font SMALL textcolor rgb GREY noenhanced front
set label 65 "58" at screen px(517.1), screen py(471.4) center font SMALL textcolor rgb GREY noenhanced front
set label 66 "59" at screen px(517.1), screen py(200.1) center font SMALL textcolor rgb GREY noenhanced front
set label 67 "60" at screen px(462.9), screen py(254.4) center font SMALL textcolor rgb GREY noenhanced front
set label 68 "61" at screen px(300.1), screen py(362.9) center font SMALL textcolor rgb GREY noenhanced front
set label 69 "62" at screen px(462.9), screen py(200.1) center font SMALL textcolor rgb GREY noenhanced front
set label 70 "63" at screen px(517.1), screen py(579.9) center font SMALL textcolor rgb GREY noenhanced front
set label 71 "64" at screen px(245.9), screen py(796.9) center font SMALL textcolor rgb GREY noenhanced front
set label 72 "65" at screen px(300.1), screen py(796.9) center font SMALL textcolor rgb GREY noenhanced front
set label 73 "66" at screen px(517.1), screen py(796.9) center font SMALL textcolor rgb GREY noenhanced front
set label 74 "67" at screen px(679.9), screen py(362.9) center font SMALL textcolor rgb GREY noenhanced front
set label 75 "68" at screen px(679.9), screen py(417.1) center font SMALL textcolor rgb GREY noenhanced front
set label 76 "69" at screen px(571.4), screen py(579.9) center font SMALL textcolor rgb GREY noenhanced front
set label 77 "70" at screen px(625.6), screen py(471.4) center font SMALL textcolor rgb GREY noenhanced front
set label 78 "71" at screen px(571.4), screen py(525.6) center font SMALL textcolor rgb GREY noenhanced front
set label 79 "72" at screen px(354.4), screen py(417.1) center font SMALL textcolor rgb GREY noenhanced front
set label 80 "73" at screen px(679.9), screen py(634.1) center font SMALL textcolor rgb GREY noenhanced front
set label 81 "74" at screen px(679.9), screen py(579.9) center font SMALL textcolor rgb GREY noenhanced front
set label 82 "75" at screen px(462.9), screen py(308.6) center font SMALL textcolor rgb INK noenhanced front
set label 83 "76" at screen px(354.4), screen py(254.4) center font SMALL textcolor rgb GREY noenhanced front
set label 84 "77" at screen px(517.1), screen py(362.9) center font SMALL textcolor rgb GREY noenhanced front
set label 85 "78" at screen px(354.4), screen py(362.9) center font SMALL textcolor rgb GREY noenhanced front
set label 86 "79" at screen px(300.1), screen py(525.6) center font SMALL textcolor rgb GREY noenhanced front
set label 87 "80" at screen px(408.6), screen py(254.4) center font SMALL textcolor rgb GREY noenhanced front
set label 88 "81" at screen px(462.9), screen py(742.6) center font SMALL textcolor rgb GREY noenhanced front
set label 89 "82" at screen px(408.6), screen py(742.6) center font SMALL textcolor rgb GREY noenhanced front
set label 90 "83" at screen px(625.6), screen py(796.9) center font SMALL textcolor rgb GREY noenhanced front
set label 91 "84" at screen px(625.6), screen py(742.6) center font SMALL textcolor rgb GREY noenhanced front
set label 92 "85" at screen px(245.9), screen py(525.6) center font SMALL textcolor rgb GREY noenhanced front
set label 93 "86" at screen px(354.4), screen py(525.6) center font SMALL textcolor rgb GREY noenhanced front
set label 94 "87" at screen px(408.6), screen py(579.9) center font SMALL textcolor rgb GREY noenhanced front
set label 95 "88" at screen px(625.6), screen py(417.1) center font SMALL textcolor rgb GREY noenhanced front
set label 96 "89" at screen px(517.1), screen py(417.1) center font SMALL textcolor rgb GREY noenhanced front
set label 97 "90" at screen px(679.9), screen py(471.4) center font SMALL textcolor rgb GREY noenhanced front
set label 98 "91" at screen px(462.9), screen py(417.1) center font SMALL textcolor rgb GREY noenhanced front
set label 99 "92" at screen px(408.6), screen py(362.9) center font SMALL textcolor rgb GREY noenhanced front
set label 100 "93" at screen px(517.1), screen py(308.6) center font SMALL textcolor rgb GREY noenhanced front
set label 101 "94" at screen px(462.9), screen py(362.9) center font SMALL textcolor rgb GREY noenhanced front
set label 102 "95" at screen px(408.6), screen py(308.6) center font SMALL textcolor rgb GREY noenhanced front
set label 103 "971" at screen px(83.1), screen py(579.9) center font SMALL textcolor rgb PAPER noenhanced front
set label 104 "972" at screen px(83.1), screen py(634.1) center font SMALL textcolor rgb GREY noenhanced front
set label 105 "973" at screen px(83.1), screen py(688.4) center font SMALL textcolor rgb GREY noenhanced front
set label 106 "974" at screen px(83.1), screen py(742.6) center font SMALL textcolor rgb GREY noenhanced front
set label 107 "976" at screen px(83.1), screen py(796.9) center font SMALL textcolor rgb GREY noenhanced front
set label 108 "Outre\0055mer" at screen px(56.0), screen py(540.8) left font NOTE textcolor rgb GREY noenhanced front
set label 109 "Valeur" at screen px(875.5), screen py(183.0) left font LABEL textcolor rgb GREY noenhanced front
set label 110 "D\0303\0251partements" at screen px(1158.4), screen py(183.0) left font LABEL textcolor rgb GREY noenhanced front
set label 111 "4\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045 et plus" at screen px(875.5), screen py(225.0) left font LABEL textcolor rgb INK noenhanced front
set label 112 "1" at screen px(1494.0), screen py(225.0) left font STRONG textcolor rgb INK noenhanced front
set label 113 "3\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045 \0303\0240 4\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045" at screen px(875.5), screen py(263.0) left font LABEL textcolor rgb INK noenhanced front
set label 114 "1" at screen px(1494.0), screen py(263.0) left font STRONG textcolor rgb INK noenhanced front
set label 115 "moins de 3\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045" at screen px(875.5), screen py(301.0) left font LABEL textcolor rgb INK noenhanced front
set label 116 "1" at screen px(1494.0), screen py(301.0) left font STRONG textcolor rgb INK noenhanced front
set label 117 "Les plus avanc\0303\0251s" at screen px(875.5), screen py(363.0) left font STRONG textcolor rgb INK noenhanced front
set label 118 "4\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045" at screen px(1193.8), screen py(403.0) right font STRONG textcolor rgb INK noenhanced front
set label 119 "Guadeloupe" at screen px(875.5), screen py(403.0) left font LABEL textcolor rgb TEXT noenhanced front
set label 120 "3\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045" at screen px(1193.8), screen py(433.0) right font STRONG textcolor rgb INK noenhanced front
set label 121 "Corse\0055du\0055Sud" at screen px(875.5), screen py(433.0) left font LABEL textcolor rgb TEXT noenhanced front
set label 122 "2\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045" at screen px(1193.8), screen py(463.0) right font STRONG textcolor rgb INK noenhanced front
set label 123 "Paris" at screen px(875.5), screen py(463.0) left font LABEL textcolor rgb TEXT noenhanced front
set label 124 "Les moins avanc\0303\0251s" at screen px(1225.8), screen py(363.0) left font STRONG textcolor rgb INK noenhanced front
set label 125 "2\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045" at screen px(1544.0), screen py(403.0) right font STRONG textcolor rgb INK noenhanced front
set label 126 "Paris" at screen px(1225.8), screen py(403.0) left font LABEL textcolor rgb TEXT noenhanced front
set label 127 "3\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045" at screen px(1544.0), screen py(433.0) right font STRONG textcolor rgb INK noenhanced front
set label 128 "Corse\0055du\0055Sud" at screen px(1225.8), screen py(433.0) left font LABEL textcolor rgb TEXT noenhanced front
set label 129 "4\0342\0200\0257000\0342\0200\0257000\0342\0200\0257\0045" at screen px(1544.0), screen py(463.0) right font STRONG textcolor rgb INK noenhanced front
set label 130 "Guadeloupe" at screen px(1225.8), screen py(463.0) left font LABEL textcolor rgb TEXT noenhanced front

# L’écart entre départements est de 1 à 2 : de 2 000 000 % (Paris) à 4 000 000 % (Guadeloupe).
Médecine de ville : documents, dernier chiffre de chaque département ; 3 départements sur 101.
Lecture : un département sur 3 est à 4 000 000 % ou plus.
