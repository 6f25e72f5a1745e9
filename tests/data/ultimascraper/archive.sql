-- The tables of UltimaScraper's archive as the models of ultima-scraper-db 0.4.22 create them (SQLAlchemy's
-- `merged_metadata.create_all`), of the site OnlyFans, without the trigram indexes that need a contrib extension.
CREATE SCHEMA management;
CREATE SCHEMA onlyfans;
CREATE TYPE public.jobstatus AS ENUM ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', 'RETRYING');
CREATE TABLE onlyfans.users (
    id BIGINT NOT NULL,
    username TEXT,
    balance FLOAT DEFAULT '0' NOT NULL,
    spend BOOLEAN DEFAULT 'false' NOT NULL,
    performer BOOLEAN DEFAULT 'false' NOT NULL,
    favorite BOOLEAN DEFAULT 'false' NOT NULL,
    active BOOLEAN DEFAULT 'true' NOT NULL,
    downloaded_at TIMESTAMP WITH TIME ZONE,
    last_checked_at TIMESTAMP WITH TIME ZONE,
    join_date TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT TIMEZONE('utc', CURRENT_TIMESTAMP) NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id)
);
CREATE TABLE management.servers (
    id SERIAL NOT NULL,
    name TEXT NOT NULL,
    ip TEXT NOT NULL,
    mac_address TEXT NOT NULL,
    job_limit SMALLINT DEFAULT '10' NOT NULL,
    active SMALLINT DEFAULT '1' NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE management.sites (
    id SERIAL NOT NULL,
    name TEXT NOT NULL,
    db_name TEXT NOT NULL,
    url TEXT NOT NULL,
    active BOOLEAN DEFAULT 'true' NOT NULL,
    size BIGINT DEFAULT '0' NOT NULL,
    user_id_checkpoint BIGINT,
    PRIMARY KEY (id)
);
CREATE TABLE management.hosts (
    id SERIAL NOT NULL,
    name TEXT NOT NULL,
    identifier TEXT,
    password TEXT,
    source BOOLEAN DEFAULT 'True' NOT NULL,
    active BOOLEAN DEFAULT 'True' NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE onlyfans.user_auths (
    id SERIAL NOT NULL,
    user_id BIGINT NOT NULL,
    cookie TEXT,
    x_bc TEXT,
    "authorization" TEXT,
    user_agent TEXT NOT NULL,
    email TEXT,
    password TEXT,
    active BOOLEAN DEFAULT 'true' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (cookie, "authorization"),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.user_infos (
    id SERIAL NOT NULL,
    user_id BIGINT NOT NULL,
    name TEXT,
    price FLOAT DEFAULT '0' NOT NULL,
    description TEXT,
    promotion BOOLEAN DEFAULT 'true' NOT NULL,
    sex SMALLINT,
    post_count INTEGER DEFAULT '0' NOT NULL,
    media_count INTEGER DEFAULT '0' NOT NULL,
    image_count INTEGER DEFAULT '0' NOT NULL,
    video_count INTEGER DEFAULT '0' NOT NULL,
    audio_count INTEGER DEFAULT '0' NOT NULL,
    stream_count INTEGER DEFAULT '0' NOT NULL,
    archived_post_count INTEGER DEFAULT '0' NOT NULL,
    private_archived_post_count INTEGER DEFAULT '0' NOT NULL,
    favourited_count INTEGER DEFAULT '0' NOT NULL,
    favourites_count INTEGER DEFAULT '0' NOT NULL,
    subscribers_count INTEGER DEFAULT '0' NOT NULL,
    size BIGINT DEFAULT '0' NOT NULL,
    location TEXT,
    website TEXT,
    downloaded_at TIMESTAMP WITH TIME ZONE,
    first_downloaded_at TIMESTAMP WITH TIME ZONE,
    uploaded_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id),
    UNIQUE (user_id)
);
CREATE INDEX ix_onlyfans_user_infos_sex ON onlyfans.user_infos (sex);
CREATE TABLE onlyfans.histo_user_infos (
    id SERIAL NOT NULL,
    user_id BIGINT NOT NULL,
    name TEXT,
    price FLOAT DEFAULT '0' NOT NULL,
    description TEXT,
    promotion BOOLEAN DEFAULT 'true' NOT NULL,
    post_count INTEGER DEFAULT '0' NOT NULL,
    media_count INTEGER DEFAULT '0' NOT NULL,
    image_count INTEGER DEFAULT '0' NOT NULL,
    video_count INTEGER DEFAULT '0' NOT NULL,
    audio_count INTEGER DEFAULT '0' NOT NULL,
    stream_count INTEGER DEFAULT '0' NOT NULL,
    archived_post_count INTEGER DEFAULT '0' NOT NULL,
    private_archived_post_count INTEGER DEFAULT '0' NOT NULL,
    favourited_count INTEGER DEFAULT '0' NOT NULL,
    favourites_count INTEGER DEFAULT '0' NOT NULL,
    subscribers_count INTEGER DEFAULT '0' NOT NULL,
    size BIGINT DEFAULT '0' NOT NULL,
    location TEXT,
    website TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.media (
    id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    url TEXT,
    size BIGINT DEFAULT '0' NOT NULL,
    category VARCHAR,
    preview BOOLEAN DEFAULT 'false' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id)
);
CREATE INDEX idx_media_userid_url_not_null ON onlyfans.media (user_id) WHERE url IS NOT NULL;
CREATE TABLE onlyfans.x_stories (
    id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.x_posts (
    id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    text TEXT,
    price FLOAT DEFAULT '0' NOT NULL,
    deleted BOOLEAN DEFAULT 'false' NOT NULL,
    archived BOOLEAN DEFAULT 'false' NOT NULL,
    paid BOOLEAN,
    media_count INTEGER DEFAULT '0',
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.mass_message_stats (
    id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    media_count SMALLINT NOT NULL,
    buyer_count SMALLINT NOT NULL,
    sent_count INTEGER NOT NULL,
    view_count INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.subscriptions (
    id SERIAL NOT NULL,
    user_id BIGINT NOT NULL,
    subscriber_id BIGINT NOT NULL,
    paid_content BOOLEAN DEFAULT '0' NOT NULL,
    active BOOLEAN DEFAULT 'true' NOT NULL,
    downloaded_at TIMESTAMP WITH TIME ZONE,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    renewed_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(subscriber_id) REFERENCES onlyfans.users (id),
    UNIQUE (user_id, subscriber_id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.user_aliases (
    id SERIAL NOT NULL,
    user_id BIGINT NOT NULL,
    username VARCHAR(50) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id),
    UNIQUE (user_id, username)
);
CREATE TABLE onlyfans.jobs (
    id SERIAL NOT NULL,
    site_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    user_username TEXT NOT NULL,
    category TEXT NOT NULL,
    options JSONB,
    server_id BIGINT NOT NULL,
    host_id BIGINT,
    skippable BOOLEAN DEFAULT 'false' NOT NULL,
    priority INTEGER DEFAULT '0' NOT NULL,
    status public.jobstatus,
    active BOOLEAN DEFAULT 'true' NOT NULL,
    heartbeat_at TIMESTAMP WITH TIME ZONE,
    completed_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id),
    FOREIGN KEY(server_id) REFERENCES management.servers (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id),
    UNIQUE (site_id, user_id, category),
    FOREIGN KEY(site_id) REFERENCES management.sites (id),
    FOREIGN KEY(host_id) REFERENCES management.hosts (id)
);
CREATE TABLE onlyfans.favorite_users (
    id SERIAL NOT NULL,
    user_id BIGINT NOT NULL,
    notification BOOLEAN DEFAULT 'true' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (user_id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.notifications (
    id SERIAL NOT NULL,
    user_id BIGINT,
    authed_user_id BIGINT,
    category VARCHAR NOT NULL,
    sent_discord BOOLEAN DEFAULT 'false' NOT NULL,
    sent_telegram BOOLEAN DEFAULT 'false' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT TIMEZONE('utc', CURRENT_TIMESTAMP) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id),
    FOREIGN KEY(authed_user_id) REFERENCES onlyfans.users (id),
    UNIQUE (user_id, authed_user_id, category)
);
CREATE TABLE onlyfans.socials (
    id SERIAL NOT NULL,
    user_id BIGINT NOT NULL,
    site VARCHAR NOT NULL,
    identifier VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.bought_content (
    id SERIAL NOT NULL,
    supplier_id BIGINT NOT NULL,
    buyer_id BIGINT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(buyer_id) REFERENCES onlyfans.users (id),
    FOREIGN KEY(supplier_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.remote_urls (
    id SERIAL NOT NULL,
    user_id BIGINT NOT NULL,
    host_id BIGINT NOT NULL,
    root_id TEXT,
    url TEXT,
    part INTEGER DEFAULT '0' NOT NULL,
    exists BOOLEAN DEFAULT 'False' NOT NULL,
    uploaded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    downloaded_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (id),
    FOREIGN KEY(host_id) REFERENCES management.hosts (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.linked_posts (
    id SERIAL NOT NULL,
    post_id BIGINT NOT NULL,
    linked_post_id BIGINT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(post_id) REFERENCES onlyfans.x_posts (id),
    FOREIGN KEY(linked_post_id) REFERENCES onlyfans.x_posts (id)
);
CREATE TABLE onlyfans.linked_users (
    id SERIAL NOT NULL,
    post_id BIGINT NOT NULL,
    linked_user_id BIGINT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(post_id) REFERENCES onlyfans.x_posts (id),
    FOREIGN KEY(linked_user_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.x_mass_messages (
    id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    statistic_id BIGINT,
    text TEXT,
    price FLOAT NOT NULL,
    media_count INTEGER DEFAULT '0',
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(statistic_id) REFERENCES onlyfans.mass_message_stats (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.comments (
    id BIGINT NOT NULL,
    post_id BIGINT NOT NULL,
    reply_id BIGINT,
    user_id BIGINT NOT NULL,
    giphy_id VARCHAR,
    text VARCHAR,
    likes_count INTEGER DEFAULT '0' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(reply_id) REFERENCES onlyfans.comments (id),
    FOREIGN KEY(post_id) REFERENCES onlyfans.x_posts (id)
);
CREATE TABLE onlyfans.media_detections (
    id SERIAL NOT NULL,
    media_id BIGINT NOT NULL,
    label TEXT NOT NULL,
    face_female BOOLEAN DEFAULT 'false' NOT NULL,
    female_genitalia_covered BOOLEAN DEFAULT 'false' NOT NULL,
    female_genitalia_exposed BOOLEAN DEFAULT 'false' NOT NULL,
    female_breast_covered BOOLEAN DEFAULT 'false' NOT NULL,
    female_breast_exposed BOOLEAN DEFAULT 'false' NOT NULL,
    face_male BOOLEAN DEFAULT 'false' NOT NULL,
    male_genitalia_exposed BOOLEAN DEFAULT 'false' NOT NULL,
    male_breast_exposed BOOLEAN DEFAULT 'false' NOT NULL,
    buttocks_covered BOOLEAN DEFAULT 'false' NOT NULL,
    buttocks_exposed BOOLEAN DEFAULT 'false' NOT NULL,
    anus_covered BOOLEAN DEFAULT 'false' NOT NULL,
    anus_exposed BOOLEAN DEFAULT 'false' NOT NULL,
    feet_covered BOOLEAN DEFAULT 'false' NOT NULL,
    feet_exposed BOOLEAN DEFAULT 'false' NOT NULL,
    belly_covered BOOLEAN DEFAULT 'false' NOT NULL,
    belly_exposed BOOLEAN DEFAULT 'false' NOT NULL,
    armpits_covered BOOLEAN DEFAULT 'false' NOT NULL,
    armpits_exposed BOOLEAN DEFAULT 'false' NOT NULL,
    score FLOAT DEFAULT '0' NOT NULL,
    x_coord INTEGER,
    y_coord INTEGER,
    width INTEGER,
    height INTEGER,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT TIMEZONE('utc', CURRENT_TIMESTAMP) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(media_id) REFERENCES onlyfans.media (id)
);
CREATE TABLE onlyfans.x_messages (
    id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    receiver_id BIGINT,
    queue_id BIGINT,
    text TEXT,
    price FLOAT DEFAULT '0' NOT NULL,
    deleted BOOLEAN DEFAULT 'false' NOT NULL,
    paid BOOLEAN,
    verified BOOLEAN DEFAULT 'false' NOT NULL,
    media_count INTEGER DEFAULT '0',
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(receiver_id) REFERENCES onlyfans.users (id),
    FOREIGN KEY(queue_id) REFERENCES onlyfans.x_mass_messages (id),
    FOREIGN KEY(user_id) REFERENCES onlyfans.users (id)
);
CREATE TABLE onlyfans.content_media_asso (
    id BIGSERIAL NOT NULL,
    story_id BIGINT,
    post_id BIGINT,
    message_id BIGINT,
    mass_message_id BIGINT,
    media_id BIGINT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (post_id, media_id),
    FOREIGN KEY(message_id) REFERENCES onlyfans.x_messages (id),
    FOREIGN KEY(mass_message_id) REFERENCES onlyfans.x_mass_messages (id),
    UNIQUE (story_id, media_id),
    FOREIGN KEY(post_id) REFERENCES onlyfans.x_posts (id),
    FOREIGN KEY(media_id) REFERENCES onlyfans.media (id),
    FOREIGN KEY(story_id) REFERENCES onlyfans.x_stories (id),
    UNIQUE (mass_message_id, media_id),
    UNIQUE (message_id, media_id)
);
CREATE INDEX idx_content_media_post_media ON onlyfans.content_media_asso (post_id, media_id);
CREATE INDEX ix_content_media_post_id ON onlyfans.content_media_asso (post_id);
CREATE INDEX ix_content_media_mass_message_id ON onlyfans.content_media_asso (mass_message_id);
CREATE INDEX ix_content_media_message_id ON onlyfans.content_media_asso (message_id);
CREATE INDEX idx_content_media_message_media ON onlyfans.content_media_asso (message_id, media_id);
CREATE INDEX ix_content_media_story_id ON onlyfans.content_media_asso (story_id);
CREATE INDEX ix_content_media_media_id ON onlyfans.content_media_asso (media_id);
CREATE TABLE onlyfans.filepaths (
    id SERIAL NOT NULL,
    filepath VARCHAR(255) NOT NULL,
    preview BOOLEAN DEFAULT 'false' NOT NULL,
    downloaded BOOLEAN DEFAULT 'false' NOT NULL,
    story_id BIGINT,
    post_id BIGINT,
    message_id BIGINT,
    mass_message_id BIGINT,
    media_id BIGINT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(message_id) REFERENCES onlyfans.x_messages (id),
    FOREIGN KEY(mass_message_id) REFERENCES onlyfans.x_mass_messages (id),
    UNIQUE (post_id, media_id),
    UNIQUE (story_id, media_id),
    FOREIGN KEY(story_id) REFERENCES onlyfans.x_stories (id),
    UNIQUE (mass_message_id, media_id),
    FOREIGN KEY(media_id) REFERENCES onlyfans.media (id),
    FOREIGN KEY(post_id) REFERENCES onlyfans.x_posts (id),
    UNIQUE (message_id, media_id)
);
;
