
# The frame in pixels, and what its sides stand for
LEFT = 56.0; RIGHT = 1544.0; TOP = 158.0; BOTTOM = 766.0
X_FROM = 19145.31971; X_TO = 19978.19; Y_FROM = 0; Y_TO = 24804000
$ticks << END
19174
19266
19358
19448
19539
19631
19723
19814
19905
END
$origins << END
19179 154
19579 154
END
$grid << END
5000000
10000000
15000000
20000000
END
FORECASTS = 2
$bands << END
19178 3200000 6000000
19188 3520000 6600000
19198 3840000 7200000
19208 4160000 7800000
19218 4480000 8400000
19228 4800000 9000000
19238 5120000 9600000
19248 5440000 10200000
19258 5760000 10800000
19268 6080000 11400000
19278 6400000 12000000
19288 6720000 12600000
19298 7040000 13200000
19308 7360000 13800000
19318 7680000 14400000
19328 8000000 15000000
19338 8320000 15600000
19348 8640000 16200000
19358 8960000 16800000
19368 9280000 17400000
19378 9600000 18000000
19388 9920000 18600000
19398 10240000 19200000
19408 10560000 19800000
19418 10880000 20400000
19428 11200000 21000000
19438 11520000 21600000
19448 11840000 22200000
19458 12160000 22800000
19468 12480000 23400000


19578 3200000 6000000
19588 3520000 6600000
19598 3840000 7200000
19608 4160000 7800000
19618 4480000 8400000
19628 4800000 9000000
19638 5120000 9600000
19648 5440000 10200000
19658 5760000 10800000
19668 6080000 11400000
19678 6400000 12000000
19688 6720000 12600000
19698 7040000 13200000
19708 7360000 13800000
19718 7680000 14400000
19728 8000000 15000000
19738 8320000 15600000
19748 8640000 16200000
19758 8960000 16800000
19768 9280000 17400000
19778 9600000 18000000
19788 9920000 18600000
19798 10240000 19200000
19808 10560000 19800000
19818 10880000 20400000
19828 11200000 21000000
19838 11520000 21600000
19848 11840000 22200000
19858 12160000 22800000
19868 12480000 23400000
END
$medians << END
19178 4000000
19188 4400000
19198 4800000
19208 5200000
19218 5600000
19228 6000000
19238 6400000
19248 6800000
19258 7200000
19268 7600000
19278 8000000
19288 8400000
19298 8800000
19308 9200000
19318 9600000
19328 10000000
19338 10400000
19348 10800000
19358 11200000
19368 11600000
19378 12000000
19388 12400000
19398 12800000
19408 13200000
19418 13600000
19428 14000000
19438 14400000
19448 14800000
19458 15200000
19468 15600000


19578 4000000
19588 4400000
19598 4800000
19608 5200000
19618 5600000
19628 6000000
19638 6400000
19648 6800000
19658 7200000
19668 7600000
19678 8000000
19688 8400000
19698 8800000
19708 9200000
19718 9600000
19728 10000000
19738 10400000
19748 10800000
19758 11200000
19768 11600000
19778 12000000
19788 12400000
19798 12800000
19808 13200000
19818 13600000
19828 14000000
19838 14400000
19848 14800000
19858 15200000
19868 15600000
END
$points << END
19578.5 5488652.778
19595.5 6289350.783
19612.5 5896255.275
19628.5 6735164.533
19645.5 6307288.799
19662.5 7211354.008
19678.5 6732254.653
19695.5 7688365.745
19712.5 7183112.158
19728.5 8178216.029
19745.5 7631607.836
19762.5 8694248.101
19778.5 8088937.787
19795.5 9203874.916
19812.5 8567202.066
19828.5 9719779.255
19845.5 9036034.649
19862.5 10255281.63
19878.5 9507143.61
19895.5 10776281.19
19912.5 9992467.37
19928.5 11295922.93
19945.5 10461088.45
19962.5 11827214.49
END

# Every text, at its place in pixels from the top left
set label 1 "M\0303\0251decine de ville\0072 one of three figures published since fell into the 80\0045 interval forecast" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "M\0303\0251decine de ville, tous documents\0072 documents a year. Earlier forecasts in grey, figures in blue\0073 data known on 12\0302\0240September\0302\02402024." at screen px(56.0), screen py(96.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 3 "How to read\0072 each grey line is the median forecast on the day written above, from what was known then\0073 its band is the 80\0045 interval. A figure counts once for each forecast made before it." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 4 "Sources\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 6 "Jul" at screen px(107.2), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 7 "Oct" at screen px(271.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 8 "Jan" at screen px(436.0), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 9 "Apr" at screen px(596.8), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 10 "Jul" at screen px(759.3), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 11 "Oct" at screen px(923.7), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 12 "Jan" at screen px(1088.1), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 13 "Apr" at screen px(1250.7), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 14 "Jul" at screen px(1413.2), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 15 "2022" at screen px(107.2), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 16 "2023" at screen px(436.0), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 17 "2024" at screen px(1088.1), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 18 "forecast in Jul\0302\02402022" at screen px(116.2), screen py(138.0) left font LABEL textcolor rgb GREY noenhanced front
set label 19 "forecast in Aug\0302\02402023" at screen px(830.8), screen py(138.0) left font LABEL textcolor rgb GREY noenhanced front
set label 20 "5M" at screen px(56.0), screen py(630.4) left font LABEL textcolor rgb GREY noenhanced front
set label 21 "10M" at screen px(56.0), screen py(507.9) left font LABEL textcolor rgb GREY noenhanced front
set label 22 "15M" at screen px(56.0), screen py(385.3) left font LABEL textcolor rgb GREY noenhanced front
set label 23 "20M" at screen px(56.0), screen py(262.8) left font LABEL textcolor rgb GREY noenhanced front

# Médecine de ville: one of three figures published since fell into the 80% interval forecast.
Médecine de ville, tous documents: documents a year. Earlier forecasts in grey, figures in blue; data known on 12 September 2024.
