# How do the sectors stand against their targets?
#
# Everything is in pixels from the top left. $rows: middle and lower end of each row.
# $reached, $likely, $open, $behind: middle of the row and end of its bar, by verdict.
# $interval and $beyond: height, first and last of the 80 % interval; $beyond goes on.

set lmargin at screen 0; set rmargin at screen 1
set bmargin at screen 0; set tmargin at screen 1
set xrange [0:WIDTH]
set yrange [HEIGHT:0]

set style fill solid noborder

plot \
  $rows    using (BAR_FROM):1:(BAR_FROM):(BAR_TARGET):($1-BAR_HALF):($1+BAR_HALF) with boxxyerror linecolor rgb TRACK, \
  $reached using (BAR_FROM):1:(BAR_FROM):2:($1-BAR_HALF):($1+BAR_HALF) with boxxyerror linecolor rgb GREEN, \
  $likely  using (BAR_FROM):1:(BAR_FROM):2:($1-BAR_HALF):($1+BAR_HALF) with boxxyerror linecolor rgb GREEN, \
  $open    using (BAR_FROM):1:(BAR_FROM):2:($1-BAR_HALF):($1+BAR_HALF) with boxxyerror linecolor rgb BLUE, \
  $behind  using (BAR_FROM):1:(BAR_FROM):2:($1-BAR_HALF):($1+BAR_HALF) with boxxyerror linecolor rgb VERMILION, \
  $rows    using (BAR_TARGET):($1-MARK_HALF):(0):(2*MARK_HALF) with vectors nohead linewidth 3 linecolor rgb INK, \
  $interval using 2:1:($3-$2):(0) with vectors nohead linewidth 2 linecolor rgb TEXT, \
  $interval using 2:($1-4):(0):(8) with vectors nohead linewidth 2 linecolor rgb TEXT, \
  $interval using 3:($1-4):(0):(8) with vectors nohead linewidth 2 linecolor rgb TEXT, \
  $beyond  using 2:1:($3-$2):(0) with vectors filled head size 8,20 fixed linewidth 2 linecolor rgb TEXT, \
  $beyond  using 2:($1-4):(0):(8) with vectors nohead linewidth 2 linecolor rgb TEXT, \
  $rows    using (LEFT):2:(RIGHT-LEFT):(0) with vectors nohead linewidth 1 linecolor rgb GRID, \
  $rows    using (LEFT):(TOP):(RIGHT-LEFT):(0) every ::0::0 with vectors nohead linewidth 1.2 linecolor rgb INK, \
  $reached using (SIGN):1 with points pointtype 9 pointsize 1.7 linecolor rgb GREEN, \
  $likely  using (SIGN):1 with points pointtype 7 pointsize 1.5 linecolor rgb GREEN, \
  $open    using (SIGN):1 with points pointtype 7 pointsize 1.5 linecolor rgb BLUE, \
  $behind  using (SIGN):1 with points pointtype 11 pointsize 1.7 linecolor rgb VERMILION
