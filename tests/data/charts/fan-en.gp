
# The frame in pixels, and its axes
LEFT = 56.0; RIGHT = 1364.5; TOP = 203.0; BOTTOM = 744.0
X_FROM = 19570; X_TO = 20377.5; Y_TO = 25238380.75; AS_OF = 19979
CAPPED = 0
array TICKS[9] = [19631, 19723, 19814, 19905, 19997, 20089, 20179, 20270, 20362]
array EDGE_FROM[4] = [218.7572816, 315.3457508, 348.8611435, 432.6583693]
array EDGE_TO[4] = [218.7572816, 315.3457508, 348.8611435, 432.6583693]

# What is drawn
$grid << END
19570 5000000 807.5 0
19570 10000000 807.5 0
19570 15000000 807.5 0
19570 20000000 807.5 0
END
$fit << END
19585.5 6063104.929
19616 6227413.744
19646.5 6698893.897
19677 7037123.508
19707.5 7461718.456
19738.5 7980456.415
19768.5 8423063.924
19798.5 8968471.968
19829 9222728.507
19859.5 9783768.584
19890 10133274.1
19920.5 10590839.55
19951.5 11052788.64
19979 11376998.63
END
$observed << END
NaN NaN
END
$dots << END
NaN NaN
END
$forecast << END
19979 10640316.67 10856755.83 11076876 11376998.63 11790031.88 11993369.38 12224438.28
19982 10671188.19 10887056.91 11112613.61 11420511.01 11842875.14 12056075.29 12291410.29
20012.5 10798958.66 11117605.02 11452115.52 11860063.8 12382055.24 12826415.3 13096471.99
20043 10647519.48 11174247.84 11615919.58 12129277.93 12928958.93 13481236.55 14040658.04
20073.5 10529136.31 11271156.99 11846709.73 12461428.97 13595565.37 14244598.21 15205406.48
20104.5 10427014.01 11371465.15 12074413.75 12796978.39 14292711.43 15043923.83 16417952.14
20134 10321499.64 11429759.51 12243599.65 13079132.6 14922429.54 15775617.82 17541238.32
20163.5 10199383.38 11448002.17 12349048.4 13304444.09 15495040.53 16432359.91 18572108.03
20194 10061649.01 11425606 12387623.75 13480310.45 16010300.54 17021688.53 19536349.68
20224.5 9927165.686 11385776.34 12390287.18 13623556.09 16458582.34 17541563.27 20424804.33
20255 9823643.741 11372284.82 12409410.72 13777247.22 16886043.35 18045781.25 21297695.92
20285.5 9762684.436 11399427.93 12466579.74 13963228.01 17319462.81 18574266.93 22188087.66
20316.5 9719621.481 11435881.68 12530641.62 14146326.05 17716567.07 19078446.57 23028641.19
20347 9702374.56 11491199.9 12612376.56 14338343.48 18099192.36 19571527.22 23831659.84
20377.5 9704845.344 11557180.72 12702421.5 14524507.61 18433761.39 19997299.72 24503282.28
END
CURVES = 0
$curves << END
19585.5
19616
19646.5
19677
19707.5
19738.5
19768.5
19798.5
19829
19859.5
19890
19920.5
19951.5
END
$windows << END
NaN NaN NaN
END
$hollow_windows << END
NaN NaN NaN
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
$hollow << END
NaN NaN
END
$errors << END
19595.5 6100670.26 6478031.307
19612.5 5719367.617 6073142.934
19628.5 6533109.597 6937219.468
19662.5 6995013.387 7427694.628
19678.5 6530287.014 6934222.293
19695.5 7457714.773 7919016.718
19728.5 7932869.548 8423562.51
19745.5 7402659.601 7860556.071
19762.5 8433420.658 8955075.544
19795.5 8927758.669 9479991.164
19812.5 8310186.004 8824218.128
19828.5 9428185.877 10011372.63
19862.5 9947623.179 10562940.08
19878.5 9221929.302 9792357.919
19895.5 10452992.76 11099569.63
19928.5 10957045.24 11634800.62
19945.5 10147255.8 10774921.1
19962.5 11472398.06 12182030.93
END
$bounds << END
19578.5 5488652.778 1261919.037
19645.5 6307288.799 1261919.037
19712.5 7183112.158 1261919.037
19778.5 8088937.787 1261919.037
19845.5 9036034.649 1261919.037
19912.5 9992467.37 1261919.037
END
$targets << END
19570 18000000 807.5 0
END
$deadlines << END
20278 18000000
END
$drop << END
NaN NaN NaN NaN
END
$crossing << END
NaN NaN
END
$events << END
NaN NaN NaN NaN
END

# Every text, at its place in pixels from the top left
set label 1 "M\0303\0251decine de ville will probably miss 18M documents" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "a year\0072 the odds are 28\0045 by October\0302\02402025" at screen px(56.0), screen py(95.0) left font TITLE textcolor rgb INK noenhanced front
set label 3 "M\0303\0251decine de ville, tous documents\0072 annual pace, in documents. Growth curve\0073 data known on 12\0302\0240September\0302\02402024." at screen px(56.0), screen py(141.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 4 "How to read\0072 in October\0302\02402025, an 80\0045 chance of being between 12M and 20M documents a year. Verdict\0072 the data do not determine the ceiling." at screen px(56.0), screen py(824.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "The figure that weighs most\0072 over 5.49M in Aug\0302\02402023\0073 without it, median date\0072 November\0302\02402023. Signs\0072 arrow \0075 bound." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 6 "Sources\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 7 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 8 "95\0045\0072 9.7 to 25M" at screen px(1388.5), screen py(218.8) left font LABEL textcolor rgb TEXT noenhanced front
set label 9 "80\0045\0072 12 to 20M" at screen px(1388.5), screen py(315.3) left font LABEL textcolor rgb TEXT noenhanced front
set label 10 "50\0045\0072 13 to 18M" at screen px(1388.5), screen py(348.9) left font LABEL textcolor rgb TEXT noenhanced front
set label 11 "Median\0072 14.5M" at screen px(1388.5), screen py(432.7) left font STRONG textcolor rgb BLUE noenhanced front
set label 12 "Oct\0302\02402025" at screen px(1388.5), screen py(180.0) left font LABEL textcolor rgb GREY noenhanced front
set label 13 "Observed" at screen px(706.8), screen py(180.0) right font LABEL textcolor rgb GREY noenhanced front
set label 14 "Forecast" at screen px(730.8), screen py(180.0) left font LABEL textcolor rgb GREY noenhanced front
set label 15 "Oct" at screen px(154.8), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 16 "Jan" at screen px(303.9), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 17 "Apr" at screen px(451.4), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 18 "Jul" at screen px(598.9), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 19 "Oct" at screen px(747.9), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 20 "Jan" at screen px(897.0), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 21 "Apr" at screen px(1042.9), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 22 "Jul" at screen px(1190.3), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 23 "Oct" at screen px(1339.4), screen py(766.0) center font LABEL textcolor rgb GREY noenhanced front
set label 24 "2023" at screen px(154.8), screen py(792.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 25 "2024" at screen px(303.9), screen py(792.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 26 "2025" at screen px(897.0), screen py(792.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 27 "5M" at screen px(56.0), screen py(651.8) left font LABEL textcolor rgb GREY noenhanced front
set label 28 "10M" at screen px(56.0), screen py(516.6) left font LABEL textcolor rgb GREY noenhanced front
set label 29 "15M" at screen px(56.0), screen py(409.5) left font LABEL textcolor rgb GREY noenhanced front
set label 30 "20M" at screen px(56.0), screen py(302.3) left font LABEL textcolor rgb GREY noenhanced front
set label 31 "Target 18M, Jul\0302\02402025" at screen px(154.0), screen py(318.2) left font STRONG textcolor rgb VERMILION noenhanced front
set label 32 "73\0045\0072 not before Oct\0302\02402025" at screen px(154.0), screen py(343.2) left font LABEL textcolor rgb TEXT noenhanced front
set label 33 "11.8M in Aug\0302\02402024" at screen px(668.0), screen py(466.5) right font STRONG textcolor rgb INK noenhanced front

# Médecine de ville will probably miss 18M documents a year: the odds are 28% by October 2025.
Médecine de ville, tous documents: annual pace, in documents. Growth curve; data known on 12 September 2024.
Target 18M, Jul 2025, 80%: Jun 2025 to 2025 or later. 73%: not before Oct 2025.
How to read: in October 2025, an 80% chance of being between 12M and 20M documents a year.
Verdict: the data do not determine the ceiling.
The figure that weighs most: over 5.49M in Aug 2023; without it, median date: November 2023.
