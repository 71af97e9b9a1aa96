import type { CameraMessages } from './camera-vi.ts'

export const cameraEn: CameraMessages = {
  open: 'Use the camera',
  stop: 'Stop the camera',
  none: 'This browser cannot read QR codes by camera. Use a scanner, or type the number.',
  failed: 'The camera could not be opened.',
}
