/** Reading a code by a camera, wherever that may be done. */
export const cameraVi = {
  open: 'Dùng máy ảnh',
  stop: 'Tắt máy ảnh',
  none: 'Trình duyệt này không đọc QR bằng máy ảnh. Bạn dùng máy quét, hoặc gõ số.',
  failed: 'Không mở được máy ảnh.',
}

export type CameraMessages = typeof cameraVi
