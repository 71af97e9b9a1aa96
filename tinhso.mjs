#!/usr/bin/env node
// `tinhso <command>`: hands over to src/cli.ts under the Node 24 that npm brought.
import { handOver } from './start.mjs'

handOver('src/cli.ts', process.argv.slice(2))
