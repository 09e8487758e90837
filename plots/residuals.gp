# Does the fit hold?
#
# Four panels, each with its own frame: L, R, T, B in pixels and the values at its sides. $time: day,
# residual. $quantiles: of a normal law, of the residuals. $lags: lag, correlation. $pairs: fitted,
# observed. Residuals are relative to the fit. $lines: height of the grid lines in pixels, with their sides.

set lmargin at screen 0; set rmargin at screen 1
set bmargin at screen 0; set tmargin at screen 1
set xrange [0:WIDTH]
set yrange [HEIGHT:0]
set style fill solid noborder
LAG_HALF = 12 # a bar, in pixels
# 1.0: of whole numbers gnuplot makes whole quotients.
PX(k,x) = L[k] + 1.0 * (x - X0[k]) / (X1[k] - X0[k]) * (R[k] - L[k])
PY(k,y) = B[k] - 1.0 * (y - Y0[k]) / (Y1[k] - Y0[k]) * (B[k] - T[k])

plot \
  $noise using 1:2:1:3:2:4 with boxxyerror linecolor rgb TRACK, \
  $lines using 1:3:($2-$1):(0) with vectors nohead linewidth 1 linecolor rgb GRID, \
  $zeros using 1:3:($2-$1):(0) with vectors nohead linewidth 1.2 linecolor rgb AXIS, \
  $diagonals using 1:2:($3-$1):($4-$2) with vectors nohead linewidth 1.4 dashtype (6,4) linecolor rgb BLUE, \
  $time using (PX(1,$1)):(PY(1,0)):(0):(PY(1,$2)-PY(1,0)) with vectors nohead linewidth 1.4 linecolor rgb EDGE, \
  $time using (PX(1,$1)):(PY(1,$2)) with points pointtype 7 pointsize 1.1 linecolor rgb INK, \
  $quantiles using (PX(2,$1)):(PY(2,$2)) with points pointtype 7 pointsize 1.1 linecolor rgb INK, \
  $lags using (PX(3,$1)):(PY(3,0)):(PX(3,$1)-LAG_HALF):(PX(3,$1)+LAG_HALF):(PY(3,0)):(PY(3,$2)) with boxxyerror linecolor rgb BLUE, \
  $pairs using (PX(4,$1)):(PY(4,$2)) with points pointtype 7 pointsize 1.1 linecolor rgb INK
