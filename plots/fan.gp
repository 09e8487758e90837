# Where is this going, and when is the target reached?
#
# Days are counted from 1970-01-01. $forecast: day, then the quantiles 2.5, 10, 25, 50, 75, 90 and
# 97.5 %. $fit, $observed, $dots: day, median or value. $curves: day, one column per growth curve.
# $points and $hollow: day, value. $windows and $hollow_windows: first day, value, length. $errors:
# day, low, high. $bounds: day, value, way up or down. $grid, $targets, $events and $drop: x, y, dx,
# dy.

# The bands are smoothed for the eye; the .csv beside has the quantiles as they are.

set lmargin at screen px(LEFT); set rmargin at screen px(RIGHT)
set tmargin at screen py(TOP);  set bmargin at screen py(BOTTOM)
set xrange [X_FROM:X_TO]
set yrange [0:Y_TO]

# What stands outside the frame: the axis and its ticks, today, the way from bands to their texts.
set arrow 1 from graph 0, graph 0 to graph 1, graph 0 nohead linewidth 1.2 linecolor rgb INK front
set arrow 2 from first AS_OF, graph 0 to first AS_OF, screen py(TOP-34) nohead linewidth 1 dashtype (1,4) linecolor rgb AXIS back
do for [i=1:|TICKS|] {
  set arrow 10+i from first TICKS[i], graph 0 to first TICKS[i], screen py(BOTTOM+7) \
      nohead linewidth 1 linecolor rgb AXIS
}
do for [i=1:|EDGE_FROM|] {
  set arrow 100+i from screen px(RIGHT+3), screen py(EDGE_FROM[i]) to screen px(RIGHT+18), screen py(EDGE_TO[i]) \
      nohead linewidth 1 linecolor rgb AXIS
}

# Bands that go on above the frame fade out at its top.
if (CAPPED) do for [i=0:15] {
  set object 10+i rectangle from first AS_OF, screen py(TOP+i*2) to first X_TO, screen py(TOP+i*2+2) \
      front fillstyle solid noborder fillcolor rgb int(16*i) * 0x1000000 + PAPER_RGB
}

plot \
  $grid     using 1:2:3:4 with vectors nohead linewidth 1 linecolor rgb GRID, \
  $forecast using 1:2:8 with filledcurves fillcolor rgb BAND95 fillstyle solid noborder, \
  $forecast using 1:3:7 with filledcurves fillcolor rgb BAND80 fillstyle solid noborder, \
  $forecast using 1:4:6 with filledcurves fillcolor rgb BAND50 fillstyle solid noborder, \
  $forecast using 1:2 with lines linewidth 1 linecolor rgb EDGE, \
  $forecast using 1:8 with lines linewidth 1 linecolor rgb EDGE, \
  for [k=2:CURVES+1] $curves using 1:k with lines linewidth 1 linecolor rgb FAINT, \
  $events   using 1:2:3:4 with vectors nohead linewidth 1 linecolor rgb AXIS, \
  $targets  using 1:2:3:4 with vectors nohead linewidth 2 dashtype (8,5) linecolor rgb VERMILION, \
  $deadlines using 1:2 with points pointtype 13 pointsize 1.6 linecolor rgb VERMILION, \
  $fit      using 1:2 with lines linewidth 2 dashtype (6,4) linecolor rgb BLUE, \
  $dots     using 1:2 with points pointtype 7 pointsize 0.7 linecolor rgb AXIS, \
  $observed using 1:2 with lines linewidth 2.6 linecolor rgb INK, \
  $forecast using 1:5 with lines linewidth 3.4 linecolor rgb BLUE, \
  $drop     using 1:2:3:4 with vectors nohead linewidth 1.4 dashtype (2,4) linecolor rgb INK, \
  $errors   using 1:2:(0):($3-$2) with vectors nohead linewidth 1 linecolor rgb AXIS, \
  $bounds   using 1:2:(0):3 with vectors filled head size screen 0.005,20 linewidth 1.6 linecolor rgb INK, \
  $windows  using 1:2:3:(0) with vectors nohead linewidth 7 linecolor rgb PAPER, \
  $windows  using 1:2:3:(0) with vectors nohead linewidth 4.4 linecolor rgb INK, \
  $hollow_windows using 1:2:3:(0) with vectors nohead linewidth 7 linecolor rgb PAPER, \
  $hollow_windows using 1:2:3:(0) with vectors nohead linewidth 4.4 linecolor rgb INK, \
  $hollow_windows using 1:2:3:(0) with vectors nohead linewidth 1.8 linecolor rgb PAPER, \
  $points   using 1:2 with points pointtype 7 pointsize 1.8 linecolor rgb PAPER, \
  $points   using 1:2 with points pointtype 7 pointsize 1.35 linecolor rgb INK, \
  $hollow   using 1:2 with points pointtype 7 pointsize 1.8 linecolor rgb PAPER, \
  $hollow   using 1:2 with points pointtype 7 pointsize 1.35 linecolor rgb INK, \
  $hollow   using 1:2 with points pointtype 7 pointsize 0.75 linecolor rgb PAPER, \
  $crossing using 1:2 with points pointtype 7 pointsize 1.9 linecolor rgb PAPER, \
  $crossing using 1:2 with points pointtype 6 pointsize 1.6 linewidth 2.4 linecolor rgb INK
