
# The frame in pixels, and what its sides stand for
LEFT = 56.0; RIGHT = 1348.8; TOP = 181.0; BOTTOM = 766.0
X_FROM = 19544.24151; X_TO = 20377.5; Y_FROM = 0; Y_TO = 21197137.71
$ticks << END
19631
19723
19814
19905
19997
20089
20179
20270
20362
END
$drops << END
NaN NaN NaN
END
$target << END
18000000
END
$grid << END
5000000
10000000
15000000
20000000
END
$past << END
19585.5 6063104.929
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
$band << END
19979 10856755.83 11993369.38
19982 10887613.37 12036298.98
20012.5 11194500.65 12913136.68
20043 11165237 13431238.46
20073.5 11167238.57 14148575.78
20104.5 11429615.25 15171387.07
20134 11501564.96 15852727.84
20163.5 11627864.02 16770050.67
20194 11258195.68 16857367.5
20224.5 11418890.55 17646330.83
20255 11336007.58 18025872.13
20285.5 11380863.92 18578791.78
20316.5 11427988.43 19122277.57
20347 11476459.96 19637334.15
20377.5 11563628.68 19997299.72
20377.5 11563628.68 19997299.72
END
$path1 << END
19979 11376998.63
19982 11412366.99
20012.5 11953506.2
20043 12087286.47
20073.5 12368423.09
20104.5 12894748.77
20134 13138536.73
20163.5 13525184.52
20194 13311232.34
20224.5 13682026.75
20255 13747149.15
20285.5 13953330.43
20316.5 14150414.39
20347 14345693.02
20377.5 14524507.61
20377.5 14524507.61
END
$path2 << END
19979 11859645.74
19982 11908606.18
20012.5 12585212.86
20043 12822784.82
20073.5 13203717.27
20104.5 13833829.75
20134 14148254.29
20163.5 14603433.79
20194 14397499.23
20224.5 14811973.01
20255 14884564.16
20285.5 15099771.5
20316.5 15296179.48
20347 15482743.78
20377.5 15662300.12
20377.5 15662300.12
END
$path3 << END
19979 10885453.25
19982 10906684.11
20012.5 11303005.4
20043 11319956.6
20073.5 11483183.91
20104.5 11881739.58
20134 12027768.87
20163.5 12313156.88
20194 12060999.92
20224.5 12347874.83
20255 12367281.7
20285.5 12522045.9
20316.5 12676506.14
20347 12836833.91
20377.5 12990919.84
20377.5 12990919.84
END
$path4 << END
NaN NaN
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
set label 1 "M\0303\0251decine de ville ne franchira sans doute pas sa cible" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "avant octobre\0302\02402025, m\0303\0252me dans le meilleur de ces cas" at screen px(56.0), screen py(95.0) left font TITLE textcolor rgb INK noenhanced front
set label 3 "M\0303\0251decine de ville, tous documents\0302\0240\0072 documents par an, m\0303\0251diane de chaque hypoth\0303\0250se sur les m\0303\0252mes tirages\0302\0240\0073 donn\0303\0251es connues au 12\0302\0240septembre\0302\02402024." at screen px(56.0), screen py(141.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 4 "Bande\0302\0240\0072 intervalle \0303\0240 80\0342\0200\0257\0045 de la croissance actuelle. L\0342\0200\0231hypoth\0303\0250se acc\0303\0251l\0303\0250re ou ralentit le temps apr\0303\0250s le 12\0302\0240septembre\0302\02402024." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "Sources\0302\0240\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 6 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 7 "oct." at screen px(190.6), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 8 "janv." at screen px(333.3), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 9 "avr." at screen px(474.5), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 10 "juill." at screen px(615.7), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 11 "oct." at screen px(758.4), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 12 "janv." at screen px(901.2), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 13 "avr." at screen px(1040.8), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 14 "juill." at screen px(1182.0), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 15 "oct." at screen px(1324.7), screen py(788.0) center font LABEL textcolor rgb GREY noenhanced front
set label 16 "2023" at screen px(190.6), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 17 "2024" at screen px(333.3), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 18 "2025" at screen px(901.2), screen py(814.0) center font STRONG textcolor rgb TEXT noenhanced front
set label 19 "Croissance \005350 \0045" at screen px(1366.8), screen py(333.8) left font STRONG textcolor rgb GREEN noenhanced front
set label 20 "Base" at screen px(1366.8), screen py(365.2) left font STRONG textcolor rgb BLUE noenhanced front
set label 21 "Lente" at screen px(1366.8), screen py(407.5) left font STRONG textcolor rgb VERMILION noenhanced front
set label 22 "Cible 18\0302\0240M" at screen px(146.0), screen py(254.2) left font STRONG textcolor rgb INK noenhanced front
set label 23 "5\0302\0240M" at screen px(56.0), screen py(615.0) left font LABEL textcolor rgb GREY noenhanced front
set label 24 "10\0302\0240M" at screen px(56.0), screen py(477.0) left font LABEL textcolor rgb GREY noenhanced front
set label 25 "15\0302\0240M" at screen px(56.0), screen py(339.0) left font LABEL textcolor rgb GREY noenhanced front
set label 26 "20\0302\0240M" at screen px(56.0), screen py(201.0) left font LABEL textcolor rgb GREY noenhanced front

# Médecine de ville ne franchira sans doute pas sa cible avant octobre 2025, même dans le meilleur de ces cas.
Médecine de ville, tous documents : documents par an, médiane de chaque hypothèse sur les mêmes tirages ; données connues au 12 septembre 2024.
Base : –
Croissance +50 % : –
Lente : –
