# What would change?
#
# Places in pixels from the top left; days are counted from 1970-01-01. $band: day, 80 % interval as things
# are. $past, $path1 (as things are) to $path4: day, median. $drops: day, level of the target, number of the path.

set lmargin at screen 0; set rmargin at screen 1
set bmargin at screen 0; set tmargin at screen 1
set xrange [0:WIDTH]
set yrange [HEIGHT:0]
array PATH[4] = [BLUE, GREEN, VERMILION, PLUM]
RGB(k) = k == k ? int("0x".PATH[int(k)][2:]) : 0

plot \
  $band   using (X($1)):(Y($2)):(Y($3)) with filledcurves fillcolor rgb BAND95 fillstyle solid noborder, \
  $grid   using (LEFT):(Y($1)):(RIGHT-LEFT):(0) with vectors nohead linewidth 1 linecolor rgb GRID, \
  $ticks  using (LEFT):(BOTTOM):(RIGHT-LEFT):(0) every ::0::0 with vectors nohead linewidth 1.2 linecolor rgb INK, \
  $ticks  using (X($1)):(BOTTOM):(0):(7) with vectors nohead linewidth 1 linecolor rgb AXIS, \
  $target using (LEFT):(Y($1)):(RIGHT-LEFT):(0) with vectors nohead linewidth 2 dashtype (8,5) linecolor rgb INK, \
  $drops  using (X($1)):(Y($2)):(0):(BOTTOM-Y($2)):(RGB($3)) with vectors nohead linewidth 1.4 dashtype (2,4) linecolor rgb variable, \
  $past   using (X($1)):(Y($2)) with lines linewidth 2 dashtype (6,4) linecolor rgb GREY, \
  $path4  using (X($1)):(Y($2)) with lines linewidth 3.2 linecolor rgb PLUM, \
  $path3  using (X($1)):(Y($2)) with lines linewidth 3.2 linecolor rgb VERMILION, \
  $path2  using (X($1)):(Y($2)) with lines linewidth 3.2 linecolor rgb GREEN, \
  $path1  using (X($1)):(Y($2)) with lines linewidth 3.2 linecolor rgb BLUE, \
  $points using (X($1)):(Y($2)) with points pointtype 7 pointsize 1.2 linecolor rgb INK, \
  $drops  using (X($1)):(Y($2)) with points pointtype 7 pointsize 1.9 linecolor rgb PAPER, \
  $drops  using (X($1)):(Y($2)):(RGB($3)) with points pointtype 6 pointsize 1.6 linewidth 2.4 linecolor rgb variable
