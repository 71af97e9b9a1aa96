import assert from 'node:assert/strict'
import { test } from 'node:test'
import { labelOf } from './this-device.ts'

test('labelOf(agent) names the browser and the system, not what they pretend to be', () => {
  const cases: [string, string][] = [
    [
      'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36 Edg/131.0', 'Edge, Windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari, iPhone'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0', 'Firefox, Linux'],
    ['curl/8.0', 'Web'],
  ]
  for (const [agent, label] of cases) assert.equal(labelOf(agent), label)
})
