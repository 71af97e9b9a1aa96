import { broadcasting } from './operations/broadcasting.ts'
import { choosing } from './operations/choosing.ts'
import { previewing } from './operations/previewing.ts'
import { reading } from './operations/reading.ts'
import { watching } from './operations/watching.ts'

export const operations = [...reading, ...choosing, ...watching, ...broadcasting, ...previewing]
