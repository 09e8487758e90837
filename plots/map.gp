# Where in France?
#
# Everything is in pixels from the top left. $class1 to $class5: middle of each tile, by class; $none: those
# without a figure. $key1 to $key5: middle of a row of the key and the end of its bar of counts.

set lmargin at screen 0; set rmargin at screen 1
set bmargin at screen 0; set tmargin at screen 1
set xrange [0:WIDTH]
set yrange [HEIGHT:0]
set style fill solid noborder

plot \
  $none   using 1:2:($1-TILE):($1+TILE):($2-TILE):($2+TILE) with boxxyerror linecolor rgb TRACK, \
  $class1 using 1:2:($1-TILE):($1+TILE):($2-TILE):($2+TILE) with boxxyerror linecolor rgb MAP1, \
  $class2 using 1:2:($1-TILE):($1+TILE):($2-TILE):($2+TILE) with boxxyerror linecolor rgb MAP2, \
  $class3 using 1:2:($1-TILE):($1+TILE):($2-TILE):($2+TILE) with boxxyerror linecolor rgb MAP3, \
  $class4 using 1:2:($1-TILE):($1+TILE):($2-TILE):($2+TILE) with boxxyerror linecolor rgb MAP4, \
  $class5 using 1:2:($1-TILE):($1+TILE):($2-TILE):($2+TILE) with boxxyerror linecolor rgb MAP5, \
  $key1   using (BAR):1:(BAR):2:($1-KEY):($1+KEY) with boxxyerror linecolor rgb MAP1, \
  $key2   using (BAR):1:(BAR):2:($1-KEY):($1+KEY) with boxxyerror linecolor rgb MAP2, \
  $key3   using (BAR):1:(BAR):2:($1-KEY):($1+KEY) with boxxyerror linecolor rgb MAP3, \
  $key4   using (BAR):1:(BAR):2:($1-KEY):($1+KEY) with boxxyerror linecolor rgb MAP4, \
  $key5   using (BAR):1:(BAR):2:($1-KEY):($1+KEY) with boxxyerror linecolor rgb MAP5, \
  $rules  using 1:2:($3-$1):(0) with vectors nohead linewidth 1.2 linecolor rgb INK
