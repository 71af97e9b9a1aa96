import { Outlet } from '@tanstack/react-router'
import { MantineFace } from '../ui/mantine.tsx'

export function WorkFace() {
  return (
    <MantineFace shade="light">
      <Outlet />
    </MantineFace>
  )
}
