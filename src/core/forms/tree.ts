import { parseExpression } from 'feelin'
import type { Expression } from './model.ts'

/** A part of an expression as its parser sees it. */
export type Node = { name: string; from: number; to: number; text: string; children: Node[] }

/** The parse tree of an expression whose syntax has been checked. */
export function parse(expression: Expression): Node {
  const root: Node = { name: 'root', from: 0, to: expression.length, text: expression, children: [] }
  const stack = [root]
  parseExpression(expression, {}, undefined).iterate({
    enter({ name, from, to }) {
      const node: Node = { name, from, to, text: expression.slice(from, to), children: [] }
      stack.at(-1)?.children.push(node)
      stack.push(node)
    },
    leave() {
      stack.pop()
    },
  })
  return root
}
