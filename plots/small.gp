# All series at a glance.
#
# Everything is in pixels from the top left; panels follow each other in the blocks. $bands: x, lower and
# upper end of the 80 % interval, panels apart by a blank value. $fits, $medians: x, y before and after
# the date of the data. $points: figures. $targets: left, right, height. $floors: left, right, height.

set lmargin at screen 0; set rmargin at screen 1
set bmargin at screen 0; set tmargin at screen 1
set xrange [0:WIDTH]
set yrange [HEIGHT:0]

plot \
  $floors  using 1:3:($2-$1):(0) with vectors nohead linewidth 1.2 linecolor rgb INK, \
  for [i=0:BANDS-1] $bands using 1:2:3 index i with filledcurves fillcolor rgb BAND80 fillstyle solid noborder, \
  $today   using 1:2:(0):($3-$2) with vectors nohead linewidth 1 dashtype (1,4) linecolor rgb AXIS, \
  $targets using 1:3:($2-$1):(0) with vectors nohead linewidth 1.6 dashtype (8,5) linecolor rgb VERMILION, \
  $fits    using 1:2 with lines linewidth 1.6 linecolor rgb EDGE, \
  $medians using 1:2 with lines linewidth 2.6 linecolor rgb BLUE, \
  $points  using 1:2 with points pointtype 7 pointsize 0.8 linecolor rgb INK
