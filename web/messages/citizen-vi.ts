export const citizenVi = {
  home: { title: 'Bạn cần làm gì?' },
}
