# The house style: Inter on white, no frame, no legend, places in pixels.
# Needs WIDTH, HEIGHT, SCALE, OUT, the colours and the texts. Dashes grow with the line's width, so
# that their length does not depend on SCALE a second time.
px(x) = x / (1.0 * WIDTH)
py(y) = 1.0 - y / (1.0 * HEIGHT)
# Where a value stands in the frame, for charts that place in pixels; 1.0: of whole numbers gnuplot
# makes whole quotients.
X(x) = LEFT + 1.0 * (x - X_FROM) / (X_TO - X_FROM) * (RIGHT - LEFT)
Y(y) = BOTTOM - 1.0 * (y - Y_FROM) / (Y_TO - Y_FROM) * (BOTTOM - TOP)
set encoding utf8
if (exists("SVG")) { # its points and dashes are larger; no text is in the terminal's own font
  set terminal svg size WIDTH, HEIGHT dynamic fontscale 4.0/3 dashlength 0.8 rounded \
      background PAPER font "Inter,8.2"
  set output "/dev/null" # what this terminal writes first depends on whether it wrote before
  plot [0:1] 0
} else {
  set terminal pngcairo size WIDTH*SCALE, HEIGHT*SCALE fontscale SCALE linewidth SCALE \
      pointscale SCALE dashlength 2 rounded background PAPER font LABEL
}
set output OUT
unset key
set border 0
unset tics
