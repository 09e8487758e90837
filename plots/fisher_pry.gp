# Is it an S-curve at all?
#
# Places in pixels from the top left; days are counted from 1970-01-01; heights are ln F/(1-F), F the
# share of the ceiling. $points: day, height. $spans: day, height with a higher and with a lower ceiling.
# $line: the straight line through the points, $ahead: the same after the last of them.

set lmargin at screen 0; set rmargin at screen 1
set bmargin at screen 0; set tmargin at screen 1
set xrange [0:WIDTH]
set yrange [HEIGHT:0]

plot \
  $grid  using (LEFT):(Y($1)):(RIGHT-LEFT):(0) with vectors nohead linewidth 1 linecolor rgb GRID, \
  $half  using (LEFT):(Y($1)):(RIGHT-LEFT):(0) with vectors nohead linewidth 1.2 linecolor rgb AXIS, \
  $axis  using (LEFT):(BOTTOM):(RIGHT-LEFT):(0) with vectors nohead linewidth 1.2 linecolor rgb INK, \
  $axis  using (X($1)):(BOTTOM):(0):(7) with vectors nohead linewidth 1 linecolor rgb AXIS, \
  $spans using (X($1)):(Y($2)):(0):(Y($3)-Y($2)) with vectors nohead linewidth 1.4 linecolor rgb EDGE, \
  $line  using (X($1)):(Y($2)) with lines linewidth 3 linecolor rgb BLUE, \
  $ahead using (X($1)):(Y($2)) with lines linewidth 2 dashtype (6,4) linecolor rgb BLUE, \
  $points using (X($1)):(Y($2)) with points pointtype 7 pointsize 1.8 linecolor rgb PAPER, \
  $points using (X($1)):(Y($2)) with points pointtype 7 pointsize 1.35 linecolor rgb INK
