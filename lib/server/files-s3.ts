import "server-only";
import type { S3Client } from "@aws-sdk/client-s3";
import { env } from "./env";
import type { Files } from "./file-store";

type Sdk = typeof import("@aws-sdk/client-s3");
type Open = { sdk: Sdk; client: S3Client };

/** The library is large, so it is loaded by those who use such a store, at first use. */
async function open(): Promise<Open> {
  const sdk = await import("@aws-sdk/client-s3");
  const { S3_ENDPOINT: endpoint, S3_REGION: region, S3_ACCESS_KEY_ID: id, S3_SECRET_ACCESS_KEY: secret } = env;
  const client = new sdk.S3Client({
    region,
    // Stores of one's own rarely have a name per bucket.
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    // Without keys here the library looks where it always looks: the machine's role, for instance.
    ...(id && secret ? { credentials: { accessKeyId: id, secretAccessKey: secret } } : {}),
    // Not every store knows the newer checksums.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  return { sdk, client };
}

const isMissing = (error: unknown) => ["NoSuchKey", "NotFound"].includes((error as Error).name);

export function s3Files(bucket: string): Files {
  let opened: Promise<Open> | undefined;
  const at = () => {
    opened ??= open();
    return opened;
  };
  const place = (key: string) => ({ Bucket: bucket, Key: key });
  return {
    async put(key, bytes, mediaType) {
      const { sdk, client } = await at();
      const file = { Body: bytes, ContentLength: bytes.byteLength, ContentType: mediaType };
      await client.send(new sdk.PutObjectCommand({ ...place(key), ...file }));
    },
    async get(key) {
      const { sdk, client } = await at();
      try {
        const { Body } = await client.send(new sdk.GetObjectCommand(place(key)));
        return Body ? Buffer.from(await Body.transformToByteArray()) : null;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async has(key) {
      const { sdk, client } = await at();
      try {
        await client.send(new sdk.HeadObjectCommand(place(key)));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    async remove(key) {
      const { sdk, client } = await at();
      await client.send(new sdk.DeleteObjectCommand(place(key)));
    },
    async *list(prefix) {
      const { sdk, client } = await at();
      for await (const { Contents = [] } of sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix }))
        for (const { Key, LastModified, Size = 0 } of Contents)
          if (Key && LastModified) yield { key: Key, changedAt: LastModified, sizeBytes: Size };
    },
  };
}
