/** What the S3 client throws, in the product's words: what is wrong, and what to change. */
import { AppError, type ErrorCode, toAppError } from '@yoto/core';

interface Explanation {
  /** Names of the errors of S3, of its client, and of servers that speak its protocol. */
  names: readonly string[];
  code: ErrorCode;
  advice: string;
}

const EXPLANATIONS: readonly Explanation[] = [
  {
    names: ['NoSuchBucket', 'InvalidBucketName'],
    code: 'config_invalid',
    advice: 'does not exist: create the bucket, or correct its name in ARTIFACTS',
  },
  {
    names: ['CredentialsProviderError', 'CredentialsError'],
    code: 'config_invalid',
    advice: 'needs credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE',
  },
  {
    names: [
      'InvalidAccessKeyId',
      'SignatureDoesNotMatch',
      'ExpiredToken',
      'InvalidToken',
      'TokenRefreshRequired',
    ],
    code: 'config_invalid',
    advice:
      'refuses these credentials: correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or what AWS_PROFILE names)',
  },
  {
    names: ['AccessDenied', 'AllAccessDisabled', 'Forbidden', 'UnauthorizedAccess'],
    code: 'config_invalid',
    advice:
      'may not be used with these credentials: allow s3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject and ' +
      's3:AbortMultipartUpload',
  },
  {
    names: ['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException', '301'],
    code: 'config_invalid',
    advice: 'is in another region: set AWS_REGION to the region of the bucket',
  },
  {
    names: ['RequestTimeTooSkewed'],
    code: 'config_invalid',
    advice: 'refuses requests of this machine, whose clock is wrong: set it (NTP)',
  },
  {
    names: ['XMinioStorageFull', 'InsufficientStorage', 'QuotaExceeded', 'XMinioAdminBucketQuotaExceeded'],
    code: 'disk_full',
    advice: 'has no space left: free some and try again',
  },
];

const UNREACHABLE: ReadonlySet<string> = new Set([
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'ETIMEDOUT',
    'EPIPE',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
  ],
  ...['TimeoutError', 'RequestTimeout', 'AbortError', 'SlowDown', 'ServiceUnavailable', 'InternalError'],
]);

/** Whether the server, or the network before it, is the matter: the same request may succeed later. */
export function isUnreachable(error: unknown): boolean {
  const { name, code, message, $metadata } = fieldsOf(error);
  if (UNREACHABLE.has(name ?? '') || UNREACHABLE.has(code ?? '')) return true;
  return ($metadata?.httpStatusCode ?? 0) >= 500 || message === 'aborted';
}

/** Any error of a request to the bucket at `address` as an AppError. */
export function s3Error(error: unknown, address: string): AppError {
  const appError = toAppError(error);
  if (appError.code !== 'internal') return appError;
  const { name = '', code, message = '', $metadata } = fieldsOf(error);
  for (const explanation of EXPLANATIONS) {
    if (!explanation.names.includes(name)) continue;
    return new AppError(explanation.code, `The bucket ${address} ${explanation.advice}`, { cause: error });
  }
  if (message === 'Region is missing') {
    const advice =
      'needs a region: set AWS_REGION to that of the bucket (or S3_ENDPOINT, if it is not one of AWS)';
    return new AppError('config_invalid', `The bucket ${address} ${advice}`, { cause: error });
  }
  if (isUnreachable(error)) {
    const reason = code ?? (name || message);
    return new AppError(
      'server_unreachable',
      `The server of the bucket ${address} does not answer (${reason}): check that it runs, and S3_ENDPOINT`,
      { cause: error },
    );
  }
  const status = $metadata?.httpStatusCode === undefined ? '' : `, HTTP status ${$metadata.httpStatusCode}`;
  return new AppError(
    'config_invalid',
    `The bucket ${address} cannot be used (${name}: ${message}${status}): check that S3_ENDPOINT is an S3 server`,
    { cause: error },
  );
}

interface S3ErrorFields {
  name?: string;
  code?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
}

const fieldsOf = (error: unknown): S3ErrorFields =>
  typeof error === 'object' && error !== null ? (error as S3ErrorFields) : {};
