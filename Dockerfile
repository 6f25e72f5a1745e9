FROM python:3.12-slim

RUN useradd --system --uid 10001 --create-home ofagency
WORKDIR /app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DEBUG=False UPLOAD_DIR=/data/uploads

COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
# The key is for this one command, which signs nothing; no secret ends up in the image.
RUN SECRET_KEY=only-to-collect-static-files-at-build-time DATABASE_URL=postgres://unused/unused \
    python manage.py collectstatic --noinput \
    && mkdir -p /data/uploads && chown -R ofagency /data

USER ofagency
EXPOSE 8000
VOLUME /data
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0].lstrip('.').replace('*', 'localhost')}), timeout=4)"]
CMD ["granian", "--interface", "asgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--backpressure", "4096", "--no-ws", "ofagency.asgi:application"]
