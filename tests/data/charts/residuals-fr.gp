
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
set label 1 "M\0303\0251decine de ville\0302\0240\0072 les \0303\0251carts \0303\0240 la courbe alternent, au\0055dessus puis au\0055dessous" at screen px(56.0), screen py(50.0) left font TITLE textcolor rgb INK noenhanced front
set label 2 "M\0303\0251decine de ville, tous documents\0302\0240\0072 \0303\0251carts de 7 chiffres \0303\0240 la courbe ajust\0303\0251e\0302\0240\0073 donn\0303\0251es connues au 12\0302\0240septembre\0302\02402024." at screen px(56.0), screen py(96.0) left font SUBTITLE textcolor rgb TEXT noenhanced front
set label 3 "Lecture\0302\0240\0072 le plus grand \0303\0251cart est celui de ao\0303\0273t\0302\02402023, 6,29\0302\0240M de documents, 5\0342\0200\0257\0045 au\0055dessus de la courbe. Bande grise\0302\0240\0072 ce que le hasard seul d\0303\0251passe rarement. Tirets\0302\0240\0072 un ajustement parfait." at screen px(56.0), screen py(846.0) left font NOTE textcolor rgb GREY noenhanced front
set label 4 "Sources\0302\0240\0072 DNS, 2023 \0073 Klesia, 2024." at screen px(56.0), screen py(868.0) left font NOTE textcolor rgb GREY noenhanced front
set label 5 "essor 0.1.0, 0123456789ab" at screen px(1544.0), screen py(868.0) right font NOTE textcolor rgb GREY noenhanced front
set label 6 "\0303\0211carts dans le temps" at screen px(56.0), screen py(146.0) left font STRONG textcolor rgb INK noenhanced front
set label 7 "\0342\0210\02225\0342\0200\0257\0045" at screen px(56.0), screen py(400.5) left font SMALL textcolor rgb GREY noenhanced front
set label 8 "0\0342\0200\0257\0045" at screen px(56.0), screen py(289.5) left font SMALL textcolor rgb GREY noenhanced front
set label 9 "\00535\0342\0200\0257\0045" at screen px(56.0), screen py(178.5) left font SMALL textcolor rgb GREY noenhanced front
set label 10 "ao\0303\0273t\0302\02402023" at screen px(120.0), screen py(449.0) left font SMALL textcolor rgb GREY noenhanced front
set label 11 "nov.\0302\02402023" at screen px(772.0), screen py(449.0) right font SMALL textcolor rgb GREY noenhanced front
set label 12 "\0303\0211carts rang\0303\0251s, face \0303\0240 une loi normale" at screen px(828.0), screen py(146.0) left font STRONG textcolor rgb INK noenhanced front
set label 13 "\0342\0210\02225\0342\0200\0257\0045" at screen px(828.0), screen py(400.5) left font SMALL textcolor rgb GREY noenhanced front
set label 14 "0\0342\0200\0257\0045" at screen px(828.0), screen py(289.5) left font SMALL textcolor rgb GREY noenhanced front
set label 15 "\00535\0342\0200\0257\0045" at screen px(828.0), screen py(178.5) left font SMALL textcolor rgb GREY noenhanced front
set label 16 "le plus bas" at screen px(892.0), screen py(449.0) left font SMALL textcolor rgb GREY noenhanced front
set label 17 "le plus haut" at screen px(1544.0), screen py(449.0) right font SMALL textcolor rgb GREY noenhanced front
set label 18 "Corr\0303\0251lation avec les \0303\0251carts pr\0303\0251c\0303\0251dents" at screen px(56.0), screen py(503.0) left font STRONG textcolor rgb INK noenhanced front
set label 19 "\0342\0210\02221" at screen px(56.0), screen py(777.0) left font SMALL textcolor rgb GREY noenhanced front
set label 20 "\0342\0210\02220,5" at screen px(56.0), screen py(711.8) left font SMALL textcolor rgb GREY noenhanced front
set label 21 "0" at screen px(56.0), screen py(646.5) left font SMALL textcolor rgb GREY noenhanced front
set label 22 "0,5" at screen px(56.0), screen py(581.2) left font SMALL textcolor rgb GREY noenhanced front
set label 23 "le pr\0303\0251c\0303\0251dent" at screen px(120.0), screen py(806.0) left font SMALL textcolor rgb GREY noenhanced front
set label 24 "3 chiffres avant" at screen px(772.0), screen py(806.0) right font SMALL textcolor rgb GREY noenhanced front
set label 25 "Chiffres \0050hauteur\0051 et courbe \0050largeur\0051" at screen px(828.0), screen py(503.0) left font STRONG textcolor rgb INK noenhanced front
set label 26 "5,5\0302\0240M" at screen px(892.0), screen py(806.0) left font SMALL textcolor rgb GREY noenhanced front
set label 27 "7,2\0302\0240M" at screen px(1544.0), screen py(806.0) right font SMALL textcolor rgb GREY noenhanced front

# Médecine de ville : les écarts à la courbe alternent, au-dessus puis au-dessous.
Médecine de ville, tous documents : écarts de 7 chiffres à la courbe ajustée ; données connues au 12 septembre 2024.
Lecture : le plus grand écart est celui de août 2023, 6,29 M de documents, 5 % au-dessus de la courbe.
