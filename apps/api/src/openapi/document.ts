/** The OpenAPI document, made from the routes and schemas that the server itself validates by. */
import {
  API_PREFIX,
  ARTIFACT_PATH,
  ARTIFACTS_ZIP_PATH,
  CHECKPOINT_PATH,
  LIVE_PATH,
  LiveNotice,
  Problem,
  type Route,
  routes,
} from '@yoto/core';
import { ArtifactParams, ArtifactQuery } from '../routes/artifact-bytes.ts';
import { ArtifactsZipParams } from '../routes/artifacts-zip.ts';
import { CheckpointParams, CheckpointQuery } from '../routes/checkpoint-bytes.ts';
import { LiveQuery } from '../routes/live-events.ts';
import { version } from '../version.ts';
import { ComponentSchemas, type JsonSchema } from './component-schemas.ts';

type PathItems = Record<string, Record<string, unknown>>;

const DESCRIPTION = `Submit sweeps over loss weights, watch them train, read their frontiers.
Every error reply is a \`Problem\`: a code, a message that says what to change, and the wrong places of the input.`;

const TAGS = [
  { name: 'sweeps', description: 'Sets of jobs with one purpose' },
  { name: 'jobs', description: 'Single training runs' },
  { name: 'tasks', description: 'What can be trained' },
  { name: 'workers', description: 'Who trains' },
  { name: 'live', description: 'Changes as they happen' },
  { name: 'server', description: 'The state of this server' },
];

/** One document of all declared routes, of the bytes of artifacts and checkpoints and of the live stream. */
export function openApiDocument() {
  const schemas = new ComponentSchemas();
  const problem = jsonContent('A Problem', schemas.convert(Problem, 'output'));
  const paths: PathItems = {};
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    const path = templateOf(route.path);
    paths[path] = { ...paths[path], [route.method]: operationObject(name, route, schemas, problem) };
  }
  paths[templateOf(ARTIFACT_PATH)] = { get: artifactOperation(schemas, problem) };
  paths[templateOf(ARTIFACTS_ZIP_PATH)] = { get: artifactsZipOperation(schemas, problem) };
  paths[templateOf(CHECKPOINT_PATH)] = { get: checkpointOperation(schemas, problem) };
  paths[LIVE_PATH] = { get: liveOperation(schemas, problem) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'YOTO Sweeps',
      version,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: API_PREFIX }],
    tags: TAGS,
    paths,
    components: { schemas: schemas.named() },
  };
}

const templateOf = (path: string) => path.replace(/:(\w+)/g, '{$1}');

function operationObject(name: string, route: Route, schemas: ComponentSchemas, problem: object) {
  const parameters = parametersOf(route, schemas);
  const body = route.body && schemas.convert(route.body, 'input');
  return {
    operationId: name,
    summary: route.summary,
    tags: [route.tag],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: needsBody(route), content: json(body) } } : {}),
    responses: {
      [route.status ?? 200]: jsonContent('Success', schemas.convert(route.response, 'output')),
      default: problem,
    },
  };
}

/** A body whose every field has a default may be left out. */
const needsBody = (route: Route) => !route.body?.safeParse({}).success;

function artifactOperation(schemas: ComponentSchemas, problem: object) {
  return {
    operationId: 'getArtifact',
    summary: 'The bytes of a stored file of a job; its ETag is their SHA-256',
    tags: ['jobs'],
    parameters: parametersOf({ params: ArtifactParams, query: ArtifactQuery }, schemas),
    responses: {
      200: { description: 'The file, in its own media type', content: { '*/*': {} } },
      304: { description: 'The file has not changed (If-None-Match)' },
      default: problem,
    },
  };
}

function artifactsZipOperation(schemas: ComponentSchemas, problem: object) {
  return {
    operationId: 'getArtifactsZip',
    summary: 'All stored files of a job as one ZIP',
    tags: ['jobs'],
    parameters: parametersOf({ params: ArtifactsZipParams }, schemas),
    responses: {
      200: { description: 'The files, under their names', content: { 'application/zip': {} } },
      default: problem,
    },
  };
}

function checkpointOperation(schemas: ComponentSchemas, problem: object) {
  return {
    operationId: 'getCheckpoint',
    summary: 'The bytes of a checkpoint of a job, by their SHA-256: a safetensors file',
    tags: ['jobs'],
    parameters: parametersOf({ params: CheckpointParams, query: CheckpointQuery }, schemas),
    responses: {
      200: { description: 'The file', content: { 'application/octet-stream': {} } },
      default: problem,
    },
  };
}

function liveOperation(schemas: ComponentSchemas, problem: object) {
  return {
    operationId: 'live',
    summary: 'Server-sent events: one LiveNotice each, of one sweep or of everything',
    tags: ['live'],
    parameters: parametersOf({ query: LiveQuery }, schemas),
    responses: {
      200: {
        description: 'A stream that does not end',
        content: { 'text/event-stream': { schema: schemas.convert(LiveNotice, 'output') } },
      },
      default: problem,
    },
  };
}

const parametersOf = ({ params, query }: Pick<Route, 'params' | 'query'>, schemas: ComponentSchemas) => [
  ...(params ? parameterObjects('path', schemas.convert(params, 'input')) : []),
  ...(query ? parameterObjects('query', schemas.convert(query, 'input')) : []),
];

/** One parameter for each property of the object schema. */
function parameterObjects(location: 'path' | 'query', schema: JsonSchema) {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, own]) => ({
    name,
    in: location,
    required: required.includes(name),
    schema: own,
  }));
}

const jsonContent = (description: string, schema: JsonSchema) => ({
  description,
  content: json(schema),
});

const json = (schema: JsonSchema) => ({ 'application/json': { schema } });
