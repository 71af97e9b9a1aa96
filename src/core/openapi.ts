import { z } from 'zod'
import type { Operation } from './operation.ts'

type Json = Record<string, unknown>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' })
  return rest
}

/** The description of every operation as OpenAPI 3.1, made from the schemas that check it. */
export function describeApi(operations: readonly Operation[], server: string): Json {
  const sorted = operations.toSorted((a, b) => a.name.localeCompare(b.name))
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tỉnh Số',
      version: '1',
      description:
        'One operation, one path. Failures are RFC 9457 problem+json; their type is a page of the documentation.',
    },
    servers: [{ url: server }],
    paths: Object.fromEntries(sorted.map((operation) => [`/api/${operation.name}`, pathOf(operation)])),
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'tinhso_session' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'code', 'status', 'title'],
          properties: {
            type: { type: 'string' },
            code: { type: 'string' },
            status: { type: 'integer' },
            title: { type: 'string' },
            request: { type: 'string' },
          },
        },
      },
    },
  }
}

function pathOf(operation: Operation): Json {
  const answers = {
    200: {
      description: 'Done',
      content: { 'application/json': { schema: schemaOf(operation.output, 'output') } },
    },
    default: {
      description: 'A problem',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  }
  const common = {
    operationId: operation.name,
    tags: [operation.name.split('.')[0]],
    summary: operation.summary,
    responses: answers,
  }
  const input = schemaOf(operation.input, 'input')
  if (operation.kind === 'query') return { get: { ...common, parameters: parametersOf(input) } }
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    schema: { type: 'string', maxLength: 200 },
    description: 'A repeat with the same key and input gets the first answer.',
  }
  return {
    post: {
      ...common,
      parameters: [key],
      requestBody: { required: true, content: { 'application/json': { schema: input } } },
    },
  }
}

function parametersOf(input: Json): Json[] {
  const properties = typeof input.properties === 'object' && input.properties !== null ? input.properties : {}
  const required = Array.isArray(input.required) ? input.required : []
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}
