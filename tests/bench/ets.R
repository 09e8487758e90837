# ets.R VALUES.csv SERIES.csv SPLITS.csv: processor time of R's automatic ets on every
# twentieth split, seasonal where two years of months or quarters are there.
suppressMessages(library(forecast))
file <- commandArgs(trailingOnly = TRUE)
values <- read.csv(file[1])
about <- read.csv(file[2])
splits <- read.csv(file[3])
season <- setNames(ifelse(about$freq == "month", 12, ifelse(about$freq == "quarter", 4, 1)),
                   about$series_id)
values <- values[order(values[[1]], values[[2]]), ]
series <- split(values$value, values[[1]])
splits <- splits[seq(1, nrow(splits), by = 20), ]
spent <- mapply(function(id, origin, h) {
  every <- if (origin >= 2 * season[[id]]) season[[id]] else 1
  y <- ts(series[[id]][seq_len(origin)], frequency = every)
  time <- system.time(for (turn in 1:3) try(forecast(ets(y), h = h), silent = TRUE))
  1000 * (time[["user.self"]] + time[["sys.self"]]) / 3
}, as.character(splits$series_id), splits$origin_index, splits$horizon)
cat(sprintf("R %s, forecast %s: ets takes %.0f ms in the median, %.0f in the mean, of %d forecasts\n",
            getRversion(), packageVersion("forecast"), median(spent), mean(spent), length(spent)))
