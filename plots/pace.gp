# Is the present pace enough?
#
# Everything is in pixels from the top left. $enough, $short: height of a row and end of its bar, which is
# the gain of the last twelve months. $need: height and end of the bar of the gain required.

set lmargin at screen 0; set rmargin at screen 1
set bmargin at screen 0; set tmargin at screen 1
set xrange [0:WIDTH]
set yrange [HEIGHT:0]
set style fill solid noborder

plot \
  $need   using (FROM):1:(FROM):2:($1-HALF):($1+HALF) with boxxyerror linecolor rgb FAINT, \
  $enough using (FROM):1:(FROM):2:($1-HALF):($1+HALF) with boxxyerror linecolor rgb GREEN, \
  $short  using (FROM):1:(FROM):2:($1-HALF):($1+HALF) with boxxyerror linecolor rgb VERMILION, \
  $rows   using (LEFT):1:(RIGHT-LEFT):(0) with vectors nohead linewidth 1 linecolor rgb GRID, \
  $rows   using (LEFT):(TOP):(RIGHT-LEFT):(0) every ::0::0 with vectors nohead linewidth 1.2 linecolor rgb INK
