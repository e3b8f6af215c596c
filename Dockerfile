# The server, for a machine that runs containers: docker build -t hubbub . && docker run -p 8000:8000 -v hubbub:/data hubbub
FROM denoland/deno:2.9.6

WORKDIR /app
COPY . .
# What is loaded from elsewhere is fetched now, so that a start needs no network.
RUN deno cache main.ts tools/*.ts \
  && mkdir /data && chown deno:deno /data && chmod 700 /data

USER deno
VOLUME /data
EXPOSE 8000
ENV STORE=/data/chat.db LOG_FORMAT=json
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["deno", "eval", "if (!(await fetch('http://127.0.0.1:8000/healthz')).ok) Deno.exit(1)"]
# SIGTERM says goodbye to everybody, and ends it within three seconds.
CMD ["deno", "run", "--cached-only", "--v8-flags=--max-semi-space-size=4", "--allow-net", \
  "--allow-read=/app,/data", "--allow-write=/data", "--allow-sys=statfs,networkInterfaces", "--allow-env", \
  "main.ts", "start", "--port", "8000"]
