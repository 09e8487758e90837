
# What is drawn
$time << END
19578 -0.04898323754
19595 0.05110701292
19612 -0.04901391064
19628 0.05107346433
19645 -0.04904484193
19662 0.05103762988
19678 -0.04907682167
END
$quantiles << END
-1.465233794 -0.04907682167
-0.7916386069 -0.04904484193
-0.3661063566 -0.04901391064
0 -0.04898323754
0.3661063566 0.05103762988
0.7916386069 0.05107346433
1.465233794 0.05110701292
END
$lags << END
1 -0.8614477527
2 0.7126107626
3 -0.5743021459
END
$noise << END
120 560.8242471 772 754.1757529
END
$pairs << END
5771352.299 5488652.778
5983549.445 6289350.783
6200148.815 5896255.275
6407891.324 6735164.533
6632582.772 6307288.799
6861175.854 7211354.008
7079704.025 6732254.653
END
$diagonals << END
979.8444606 431 1456.155539 170
892 788 1544 527
END
array L[4] = [120, 892, 120, 892]
array R[4] = [772, 1544, 772, 1544]
array T[4] = [170, 170, 527, 527]
array B[4] = [431, 431, 788, 788]
array X0[4] = [19576, -1.611757174, 0.4, 5402517.717]
array X1[4] = [19680, 1.611757174, 3.6, 7297489.069]
array Y0[4] = [-0.05877306486, -0.05877306486, -1, 5402517.717]
array Y1[4] = [0.05877306486, 0.05877306486, 1, 7297489.069]
$lines << END
56 772 411.520244
56 772 189.479756
828 1544 411.520244
828 1544 189.479756
56 772 788
56 772 722.75
56 772 592.25
56 772 527
END
$zeros << END
56 772 300.5
828 1544 300.5
56 772 657.5
892 1544 788
END

# Every text, at its place in pixels from the top left
set label 1 "M\0303\0251decine de ville\0072 figures lie above and below the curve by turns" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "M\0303\0251decine de ville, tous documents\0072 what the fitted curve leaves of 7 figures\0073 data known on 12\0302\0240September\0302\02402024." at screen px(56.0), screen py(96.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 3 "How to read\0072 the largest residual is that of August\0302\02402023, 6.29M documents, 5\0045 above the curve. Grey band\0072 what chance alone seldom passes. Dashes\0072 a perfect fit." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 4 "Sources\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 6 "Residuals in time" at screen px(56.0), screen py(146.0) left font STRONG textcolor rgb INK noenhanced front
set label 7 "\0342\0210\02225\0045" at screen px(56.0), screen py(400.5) left font SMALL textcolor rgb GREY noenhanced front
set label 8 "0\0045" at screen px(56.0), screen py(289.5) left font SMALL textcolor rgb GREY noenhanced front
set label 9 "\00535\0045" at screen px(56.0), screen py(178.5) left font SMALL textcolor rgb GREY noenhanced front
set label 10 "Aug\0302\02402023" at screen px(120.0), screen py(449.0) left font SMALL textcolor rgb GREY noenhanced front
set label 11 "Nov\0302\02402023" at screen px(772.0), screen py(449.0) right font SMALL textcolor rgb GREY noenhanced front
set label 12 "Residuals in order, against a normal law" at screen px(828.0), screen py(146.0) left font STRONG textcolor rgb INK noenhanced front
set label 13 "\0342\0210\02225\0045" at screen px(828.0), screen py(400.5) left font SMALL textcolor rgb GREY noenhanced front
set label 14 "0\0045" at screen px(828.0), screen py(289.5) left font SMALL textcolor rgb GREY noenhanced front
set label 15 "\00535\0045" at screen px(828.0), screen py(178.5) left font SMALL textcolor rgb GREY noenhanced front
set label 16 "lowest" at screen px(892.0), screen py(449.0) left font SMALL textcolor rgb GREY noenhanced front
set label 17 "highest" at screen px(1544.0), screen py(449.0) right font SMALL textcolor rgb GREY noenhanced front
set label 18 "Correlation with the residuals before" at screen px(56.0), screen py(503.0) left font STRONG textcolor rgb INK noenhanced front
set label 19 "\0342\0210\02221" at screen px(56.0), screen py(777.0) left font SMALL textcolor rgb GREY noenhanced front
set label 20 "\0342\0210\02220.5" at screen px(56.0), screen py(711.8) left font SMALL textcolor rgb GREY noenhanced front
set label 21 "0" at screen px(56.0), screen py(646.5) left font SMALL textcolor rgb GREY noenhanced front
set label 22 "0.5" at screen px(56.0), screen py(581.2) left font SMALL textcolor rgb GREY noenhanced front
set label 23 "the one before" at screen px(120.0), screen py(806.0) left font SMALL textcolor rgb GREY noenhanced front
set label 24 "3 figures before" at screen px(772.0), screen py(806.0) right font SMALL textcolor rgb GREY noenhanced front
set label 25 "Figures \0050height\0051 against curve \0050width\0051" at screen px(828.0), screen py(503.0) left font STRONG textcolor rgb INK noenhanced front
set label 26 "5.5M" at screen px(892.0), screen py(806.0) left font SMALL textcolor rgb GREY noenhanced front
set label 27 "7.2M" at screen px(1544.0), screen py(806.0) right font SMALL textcolor rgb GREY noenhanced front

# Médecine de ville: figures lie above and below the curve by turns.
Médecine de ville, tous documents: what the fitted curve leaves of 7 figures; data known on 12 September 2024.
How to read: the largest residual is that of August 2023, 6.29M documents, 5% above the curve.
