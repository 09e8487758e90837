# Which figure carries the answer?
#
# Heights are in pixels from the top left; values are days since 1970-01-01, or percent where the
# answer is odds. $earlier, $later: height of a row, value without the figure. $never: rows whose value lies
# beyond the frame. ALL: the value with all figures.

set lmargin at screen 0; set rmargin at screen 1
set bmargin at screen 0; set tmargin at screen 1
set xrange [0:WIDTH]
set yrange [HEIGHT:0]

plot \
  $rows    using (RULE_FROM):1:(RULE_TO-RULE_FROM):(0) with vectors nohead linewidth 1 linecolor rgb GRID, \
  $ticks   using (X($1)):(BOTTOM):(0):(7) with vectors nohead linewidth 1 linecolor rgb AXIS, \
  $all     using (LEFT):(BOTTOM):(RIGHT-LEFT):(0) with vectors nohead linewidth 1.2 linecolor rgb INK, \
  $all     using (X($1)):(TOP):(0):(BOTTOM-TOP) with vectors nohead linewidth 1.6 linecolor rgb INK, \
  $earlier using (X($3)):1:(X($2)-X($3)):(0) with vectors nohead linewidth 5 linecolor rgb GREEN, \
  $earlier using (X($2)):1 with points pointtype 7 pointsize 1.4 linecolor rgb GREEN, \
  $later   using (X($3)):1:(X($2)-X($3)):(0) with vectors nohead linewidth 5 linecolor rgb VERMILION, \
  $later   using (X($2)):1 with points pointtype 7 pointsize 1.4 linecolor rgb VERMILION, \
  $never   using (X($2)):1:(RIGHT-X($2)):(0) with vectors filled head size 12,20 fixed linewidth 5 linecolor rgb VERMILION
