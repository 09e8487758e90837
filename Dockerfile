# essor with gnuplot and its fonts, for CI and for machines without the packages.
#   docker build -t essor .
#   docker run --rm -v "$PWD:/project" essor essor build
FROM debian:12-slim AS made
WORKDIR /src
COPY . .
RUN ./setup.sh install

FROM debian:12-slim
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates fonts-dejavu-core fonts-inter git gnuplot-nox libcsv3 libexpat1 \
        libfontconfig1 libfreetype6 libgsl27 libinih1 libjansson4 libmd0 librsvg2-bin \
        libsqlite3-0 libzip4 make \
    && rm -rf /var/lib/apt/lists/*
COPY --from=made /usr/local /usr/local
RUN ldconfig && essor doctor
WORKDIR /project
CMD ["essor", "--help"]
