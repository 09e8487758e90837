
# The frame in pixels, and what its sides stand for
LEFT = 56.0; RIGHT = 1544.0; TOP = 136.0; BOTTOM = 744.0
X_FROM = 19532.81273; X_TO = 20096.9; Y_FROM = -1.874890009; Y_TO = 1.994393201
$axis << END
19539
19570
19601
19631
19662
19692
19723
19754
19783
19814
19844
19875
19905
19936
19967
19997
20028
20058
20089
END
$grid << END
-1.098612289
0
1.098612289
END
$half << END
0
END
$points << END
19578.5 -0.9722480806
19595.5 -0.7793149946
19612.5 -0.8721228951
19628.5 -0.677774345
19645.5 -0.7751577453
19662.5 -0.572901016
19678.5 -0.6784258249
19695.5 -0.4708364456
19712.5 -0.5790309266
19728.5 -0.3684698913
19745.5 -0.4828456507
19762.5 -0.2626499447
19778.5 -0.3869701432
19795.5 -0.1595626992
19812.5 -0.2885450372
19828.5 -0.05605882528
19845.5 -0.1933935851
19862.5 0.05106742075
19878.5 -0.09865120676
19895.5 0.1555692355
19912.5 -0.001506526345
19928.5 0.2606503133
19945.5 0.09228312591
19962.5 0.369593395
END
$spans << END
19578.5 -1.574890009 -0.4387174107
19595.5 -1.408047421 -0.2037445372
19612.5 -1.48776133 -0.3180088162
19628.5 -1.322071287 -0.07570341045
19645.5 -1.404501424 -0.1985673665
19662.5 -1.234728996 0.06040521976
19678.5 -1.322618592 -0.0765360094
19695.5 -1.151246768 0.1973136067
19712.5 -1.239791645 0.0523296979
19728.5 -1.069126417 0.3398672985
19745.5 -1.160988341 0.1809515184
19762.5 -0.9860385236 0.4938701731
19778.5 -1.083843783 0.3136718761
19795.5 -0.9069659871 0.6518162643
19812.5 -1.006195463 0.4554869248
19828.5 -0.829536415 0.8201583235
19845.5 -0.9327058304 0.5990155458
19862.5 -0.751578041 1.00744644
19878.5 -0.86115429 0.7495548086
19895.5 -0.6777718348 1.206811931
19912.5 -0.7895532409 0.9136557983
19928.5 -0.6058887828 1.429681198
19945.5 -0.7221986273 1.083843303
19962.5 -0.5339312549 1.694393201
END
$line << END
19563.14 -0.9595187921
19962.5 0.2667462284
END
$ahead << END
19962.5 0.2667462284
20096.9 0.6794315719
END

# Every text, at its place in pixels from the top left
set label 1 "M\0303\0251decine de ville\0072 a logistic curve fits, for on this scale the figures fall on a line" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "M\0303\0251decine de ville, tous documents\0072 share of the ceiling of 20M documents a year, Fisher\0055Pry scale\0073 data known on 12\0302\0240September\0302\02402024." at screen px(56.0), screen py(96.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 3 "How to read\0072 the line goes from 10 to 90\0045 of the ceiling in 3.9\0302\0240years\0073 it passes 50\0045 in June\0302\02402024. Thin lines\0072 the same figures with a ceiling of 14M or 32M \005080\0045 interval\0051." at screen px(56.0), screen py(824.0) left font NOTE textcolor rgb GREY noenhanced front
set label 4 "The figures do not determine this ceiling, on which the line depends." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "Sources\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 6 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 7 "Jul" at screen px(72.3), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 8 "Aug" at screen px(154.1), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 9 "Sep" at screen px(235.9), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 10 "Oct" at screen px(315.0), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 11 "Nov" at screen px(396.8), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 12 "Dec" at screen px(475.9), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 13 "Jan" at screen px(557.7), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 14 "Feb" at screen px(639.5), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 15 "Mar" at screen px(716.0), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 16 "Apr" at screen px(797.7), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 17 "May" at screen px(876.9), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 18 "Jun" at screen px(958.7), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 19 "Jul" at screen px(1037.8), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 20 "Aug" at screen px(1119.6), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 21 "Sep" at screen px(1201.3), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 22 "Oct" at screen px(1280.5), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 23 "Nov" at screen px(1362.2), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 24 "Dec" at screen px(1441.4), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 25 "Jan" at screen px(1523.2), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 26 "2023" at screen px(81.6), screen py(792.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 27 "2024" at screen px(557.7), screen py(792.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 28 "2025" at screen px(1518.6), screen py(792.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 29 "25\0045" at screen px(56.0), screen py(609.0) left font LABEL textcolor rgb GREY noenhanced front
set label 30 "50\0045" at screen px(56.0), screen py(436.4) left font LABEL textcolor rgb GREY noenhanced front
set label 31 "75\0045" at screen px(56.0), screen py(263.8) left font LABEL textcolor rgb GREY noenhanced front

# Médecine de ville: a logistic curve fits, for on this scale the figures fall on a line.
Médecine de ville, tous documents: share of the ceiling of 20M documents a year, Fisher-Pry scale; data known on 12 September 2024.
How to read: the line goes from 10 to 90% of the ceiling in 3.9 years; it passes 50% in June 2024.
The figures do not determine this ceiling, on which the line depends.
