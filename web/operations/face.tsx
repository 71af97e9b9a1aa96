import { Outlet } from '@tanstack/react-router'
import { MantineFace } from '../ui/mantine.tsx'

export function OperationsFace() {
  return (
    <MantineFace shade="dark">
      <Outlet />
    </MantineFace>
  )
}
