# When is the target reached, really?
#
# Places in pixels from the top left; days are counted from 1970-01-01. $bars: first day, day after
# the last, share of the futures; $early: those that end by the deadline. $never: share, on the
# right, of the futures that do not reach the target. $median, $deadline: day, height of its text;
# the median's line ends above the bars. A line without numbers stands for nothing to draw.

set lmargin at screen 0; set rmargin at screen 1
set bmargin at screen 0; set tmargin at screen 1
set xrange [0:WIDTH]
set yrange [HEIGHT:0]
set style fill solid noborder

plot \
  $bars   using (X($1)):(Y(0)):(X($1)+1):(X($2)-1):(Y($3)):(Y(0)) with boxxyerror linecolor rgb BAND50, \
  $early  using (X($1)):(Y(0)):(X($1)+1):(X($2)-1):(Y($3)):(Y(0)) with boxxyerror linecolor rgb BLUE, \
  $never  using (NEVER+0*$1):(Y(0)):(NEVER-NEVER_HALF):(NEVER+NEVER_HALF):(Y($1)):(Y(0)) with boxxyerror linecolor rgb VERMILION, \
  $axis   using 1:(BOTTOM):2:(0) with vectors nohead linewidth 1.2 linecolor rgb INK, \
  $ticks  using (X($1)):(BOTTOM):(0):(7) with vectors nohead linewidth 1 linecolor rgb AXIS, \
  $deadline using (X($1)):2:(0):(BOTTOM-$2) with vectors nohead linewidth 2 dashtype (8,5) linecolor rgb VERMILION, \
  $span   using (X($1)):3:(X($2)-X($1)):(0) with vectors nohead linewidth 2 linecolor rgb TEXT, \
  $span   using (X($1)):($3-4):(0):(8) with vectors nohead linewidth 2 linecolor rgb TEXT, \
  $span   using (X($2)):($3-4):(0):(8) with vectors nohead linewidth 2 linecolor rgb TEXT, \
  $median using (X($1)):2:(0):($3-$2) with vectors nohead linewidth 1.4 dashtype (2,4) linecolor rgb INK, \
  $median using (X($1)):2 with points pointtype 7 pointsize 1.2 linecolor rgb INK
