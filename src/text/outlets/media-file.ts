// Recognises addresses of audio and video files, which have no words to read.

const TYPE = /^\s*(?:audio|video)\//i;
const FILE = /\.(?:mp3|m4a|m4b|aac|og[ag]|opus|flac|wav|mp4|m4v|mov|webm|ogv)$/i;

/** A longer address is none that a publisher gives. */
const ADDRESS_CHARS_MAX = 2_000;

/** By the media type that its publisher gives, else by the end of its address. */
export const isMediaFile = (url: string, type: string | null = null): boolean =>
  url.length <= ADDRESS_CHARS_MAX && (TYPE.test(type ?? "") || (URL.canParse(url) && FILE.test(new URL(url).pathname)));
