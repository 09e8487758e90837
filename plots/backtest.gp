# How good were earlier forecasts?
#
# Places in pixels from the top left; days are counted from 1970-01-01. $bands, $medians: one forecast after
# the other, apart by empty lines: day, then 80 % interval or median. $origins: day, height of the text.
# $points: day, value of what came true.

set lmargin at screen 0; set rmargin at screen 1
set bmargin at screen 0; set tmargin at screen 1
set xrange [0:WIDTH]
set yrange [HEIGHT:0]

plot \
  for [i=0:FORECASTS-1] $bands using (X($1)):(Y($2)):(Y($3)) index i with filledcurves fillcolor rgb FAINT fillstyle transparent solid 0.35 noborder, \
  $grid    using (LEFT):(Y($1)):(RIGHT-LEFT):(0) with vectors nohead linewidth 1 linecolor rgb GRID, \
  $ticks   using (LEFT):(BOTTOM):(RIGHT-LEFT):(0) every ::0::0 with vectors nohead linewidth 1.2 linecolor rgb INK, \
  $ticks   using (X($1)):(BOTTOM):(0):(7) with vectors nohead linewidth 1 linecolor rgb AXIS, \
  $origins using (X($1)):2:(0):(BOTTOM-$2) with vectors nohead linewidth 1 dashtype (1,4) linecolor rgb AXIS, \
  for [i=0:FORECASTS-1] $medians using (X($1)):(Y($2)) index i with lines linewidth 2.4 linecolor rgb GREY, \
  $points  using (X($1)):(Y($2)) with points pointtype 7 pointsize 1.8 linecolor rgb PAPER, \
  $points  using (X($1)):(Y($2)) with points pointtype 7 pointsize 1.35 linecolor rgb BLUE
