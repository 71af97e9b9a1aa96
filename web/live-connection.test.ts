import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventParser, type ServerEvent } from './live-connection.ts'

test('eventParser(give) joins chunks that are cut anywhere', () => {
  const stream = ': hello\n\nid: 7\ndata: {"topic":"map"}\n\nevent: reset\ndata:\n\nid: 8\r\ndata: a\r\ndata: b\r\n\r\n'
  const expected: ServerEvent[] = [
    { id: '7', type: 'message', data: '{"topic":"map"}' },
    { id: '', type: 'reset', data: '' },
    { id: '8', type: 'message', data: 'a\nb' },
  ]
  for (let size = 1; size < 12; size += 1) {
    const heard: ServerEvent[] = []
    const parse = eventParser((event) => heard.push(event))
    for (let at = 0; at < stream.length; at += size) parse(stream.slice(at, at + size))
    assert.deepEqual(heard, expected, `chunks of ${size}`)
  }
})
