# Casebook in a container: a static binary and git, without root, with a root
# file system that may be read-only and one volume for what is derived.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=""
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /casebook ./cmd/casebook

FROM alpine:3.22
# git reads the content's history, or follows a remote (--repo).
RUN apk add --no-cache git ca-certificates \
 && adduser -D -H -u 10001 casebook \
 && mkdir /data && chown casebook /data
COPY --from=build /casebook /usr/local/bin/casebook
COPY content /srv/content
USER 10001
WORKDIR /srv
ENV CASEBOOK_ADDR=:8080 CASEBOOK_DATA=/data CASEBOOK_CONTENT=/srv/content HOME=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s \
  CMD wget -q -O /dev/null http://localhost:8080/readyz || exit 1
ENTRYPOINT ["casebook"]
CMD ["serve"]
