import { createRoute } from '@tanstack/react-router'
import { CitizenFace } from './citizen/face.tsx'
import { root } from './root-route.ts'

/** The frame of the citizen's face. */
export const citizen = createRoute({
  getParentRoute: () => root,
  id: 'citizen',
  component: CitizenFace,
})
