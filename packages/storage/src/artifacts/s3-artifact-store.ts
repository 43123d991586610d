/** Files in a bucket of S3, or of a server that speaks its protocol (MinIO, Ceph, Garage, R2 …). */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { AppError } from '@yoto/core';
import { isArtifactKey, parseArtifactKey, parseKeyPrefix } from './artifact-key.ts';
import type { ArtifactStore, StoredFile } from './artifact-store.ts';
import { isUnreachable, s3Error } from './s3-error.ts';
import { verifySha256 } from './verify-sha256.ts';

export interface S3Location {
  bucket: string;
  /** Before every key, without a slash at its end; empty for the whole bucket. */
  prefix: string;
}

export interface S3Options {
  /** The URL of a server other than that of AWS. */
  endpoint?: string | undefined;
  region?: string | undefined;
  /** `host/bucket` rather than `bucket.host`; by default so for every server but that of AWS. */
  forcePathStyle?: boolean | undefined;
}

/** A file of 80 GB still has fewer than the 10,000 parts that S3 takes; three parts are in memory at once. */
const PART_BYTES = 8 * 2 ** 20;
const PARTS_AT_ONCE = 3;
const CONNECT_TIMEOUT_MS = 5_000;
/** A network that silently drops packets ends here. */
const SILENCE_TIMEOUT_MS = 30_000;
/** The SDK repeats a request that fails, but not a reply that breaks off in the middle of its bytes. */
const MOST_READS = 3;

/**
 * Opens the bucket with the credentials that the AWS SDK finds (environment, shared files, instance role).
 * @throws AppError `config_invalid` (no such bucket, region or credentials, no right to use it), `server_unreachable`
 */
export async function openS3ArtifactStore(
  { bucket, prefix }: S3Location,
  options: S3Options = {},
): Promise<ArtifactStore> {
  const client = new S3Client(clientConfig(options));
  const address = `s3://${bucket}${options.endpoint === undefined ? '' : ` at ${new URL(options.endpoint).origin}`}`;
  const root = prefix === '' ? '' : `${prefix}/`;
  const nameOf = (key: string) => root + parseArtifactKey(key).join('/');
  const translated = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw s3Error(error, address);
    }
  };
  await translated(() => client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: root, MaxKeys: 1 })));
  return {
    async put(key, content) {
      const name = nameOf(key);
      return translated(() => upload(client, { Bucket: bucket, Key: name }, content));
    },
    async get(key, expectedSha256) {
      const name = nameOf(key);
      const content = await translated(() => download(client, { Bucket: bucket, Key: name }, key));
      verifySha256(content, key, expectedSha256);
      return content;
    },
    async delete(key) {
      const name = nameOf(key);
      await translated(() => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: name })));
    },
    async *list(keyPrefix) {
      const request = { Bucket: bucket, Prefix: root + parseKeyPrefix(keyPrefix) };
      const pages = paginateListObjectsV2({ client }, request)[Symbol.asyncIterator]();
      for (;;) {
        const page = await translated(() => pages.next());
        if (page.done) return;
        for (const { Key = '', Size: bytes = 0, LastModified: modifiedAt } of page.value.Contents ?? []) {
          const key = Key.slice(root.length);
          // What other programs keep in the bucket is none of ours.
          if (isArtifactKey(key) && modifiedAt) yield { key, bytes, modifiedAt };
        }
      }
    },
  };
}

function clientConfig({ endpoint, region, forcePathStyle }: S3Options): S3ClientConfig {
  const config: S3ClientConfig = {
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SILENCE_TIMEOUT_MS },
    ...(region === undefined ? {} : { region }),
  };
  if (endpoint === undefined) return forcePathStyle === undefined ? config : { ...config, forcePathStyle };
  return {
    ...config,
    endpoint,
    // Only AWS has regions, but every request is signed for one.
    region: region ?? 'us-east-1',
    forcePathStyle: forcePathStyle ?? true,
    // Many servers do not know the checksums in trailers that AWS introduced in 2025; ours is checked at each read.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
}

interface ObjectName {
  Bucket: string;
  Key: string;
}

/** Nothing is visible before the last byte is there; an upload in parts that fails is aborted. */
async function upload(
  client: S3Client,
  name: ObjectName,
  content: Uint8Array | { path: string },
): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* hashed(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      yield chunk;
    }
  }
  const chunks = content instanceof Uint8Array ? [content] : await openSource(content.path);
  const body = Readable.from(hashed(chunks), { objectMode: false });
  const parts = { partSize: PART_BYTES, queueSize: PARTS_AT_ONCE };
  await new Upload({ client, params: { ...name, Body: body }, ...parts }).done();
  return { sha256: hash.digest('hex'), bytes };
}

/** The bytes of the file, once its first can be read: a missing file makes no request. */
async function openSource(file: string): Promise<AsyncIterable<Uint8Array>> {
  const stream = createReadStream(file);
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve());
    stream.once('error', (error: NodeJS.ErrnoException) => {
      const missing = new AppError('not_found', `The file ${file}, which was to be stored, does not exist`);
      reject(error.code === 'ENOENT' ? missing : error);
    });
  });
  return stream;
}

async function download(client: S3Client, name: ObjectName, key: string): Promise<Buffer> {
  for (let read = 1; ; read++) {
    try {
      const { Body } = await client.send(new GetObjectCommand(name));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') {
        const message = `The file "${key}" is not in s3://${name.Bucket}/${name.Key}`;
        throw new AppError('not_found', message, { cause: error });
      }
      if (!isUnreachable(error) || read === MOST_READS) throw error;
    }
  }
}
