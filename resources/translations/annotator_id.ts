<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
 <context>
  <name>settings</name>
  <message>
   <source>Your name</source>
   <translation>Nama Anda</translation>
  </message>
  <message>
   <source>Every mark you make carries this name, so that colleagues' work can be told apart.</source>
   <translation>Setiap tanda yang Anda buat memuat nama ini, sehingga pekerjaan rekan dapat dibedakan.</translation>
  </message>
  <message>
   <source>General</source>
   <translation>Umum</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Bahasa</translation>
  </message>
  <message>
   <source>Of the program itself; taken into use when it is started again. Texts may be in any language.</source>
   <translation>Bahasa program ini; dipakai setelah program dijalankan lagi. Teks boleh berbahasa apa pun.</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Tema</translation>
  </message>
  <message>
   <source>Keep backups</source>
   <translation>Simpan cadangan</translation>
  </message>
  <message>
   <source>A verified copy goes to your data folder when a changed project is opened.</source>
   <translation>Salinan yang sudah diperiksa disimpan di folder data Anda saat proyek yang berubah dibuka.</translation>
  </message>
  <message>
   <source>Text size</source>
   <translation>Ukuran teks</translation>
  </message>
  <message>
   <source>Of the article text, in pixels.</source>
   <translation>Untuk teks artikel, dalam piksel.</translation>
  </message>
  <message>
   <source>Reading</source>
   <translation>Membaca</translation>
  </message>
  <message>
   <source>Text font</source>
   <translation>Huruf teks</translation>
  </message>
  <message>
   <source>Line width</source>
   <translation>Lebar baris</translation>
  </message>
  <message>
   <source>The widest a line of text may be, in characters.</source>
   <translation>Lebar terbesar satu baris teks, dalam karakter.</translation>
  </message>
  <message>
   <source>Line spacing</source>
   <translation>Jarak baris</translation>
  </message>
  <message>
   <source>As a multiple of the height of the font.</source>
   <translation>Sebagai kelipatan tinggi huruf.</translation>
  </message>
  <message>
   <source>Zoom</source>
   <translation>Zum</translation>
  </message>
  <message>
   <source>Of the article text, in per cent.</source>
   <translation>Untuk teks artikel, dalam persen.</translation>
  </message>
  <message>
   <source>Snap to whole words</source>
   <translation>Ikuti batas kata</translation>
  </message>
  <message>
   <source>A selection grows to the words it touches. Hold Alt while dragging for the opposite.</source>
   <translation>Pilihan diperluas ke kata yang disentuhnya. Tahan Alt saat menyeret untuk sebaliknya.</translation>
  </message>
  <message>
   <source>Marking</source>
   <translation>Menandai</translation>
  </message>
  <message>
   <source>Label tags</source>
   <translation>Tag label</translation>
  </message>
  <message>
   <source>Which marks carry a tag: all, all in short, only the selected one, or none.</source>
   <translation>Tanda mana yang membawa tag: semua, semua secara singkat, hanya yang terpilih, atau tidak ada.</translation>
  </message>
  <message>
   <source>Colours</source>
   <translation>Warna</translation>
  </message>
  <message>
   <source>What the colour of a mark tells: its label, or who made it.</source>
   <translation>Yang ditunjukkan warna tanda: labelnya, atau siapa yang membuatnya.</translation>
  </message>
  <message>
   <source>Only my own marks</source>
   <translation>Hanya tanda saya sendiri</translation>
  </message>
  <message>
   <source>Colleagues' marks are neither shown nor listed. They stay in the file.</source>
   <translation>Tanda rekan tidak ditampilkan dan tidak didaftar. Semuanya tetap ada di berkas.</translation>
  </message>
  <message>
   <source>Shortcuts</source>
   <translation>Pintasan</translation>
  </message>
  <message>
   <source>Your own keys for actions; the others keep theirs.</source>
   <translation>Tombol Anda sendiri untuk tindakan; yang lain tetap.</translation>
  </message>
  <message>
   <source>Keyboard</source>
   <translation>Papan ketik</translation>
  </message>
  <message>
   <source>Recent projects</source>
   <translation>Proyek terakhir</translation>
  </message>
  <message>
   <source>Recent coders</source>
   <translation>Pengode terakhir</translation>
  </message>
  <message>
   <source>Window position</source>
   <translation>Letak jendela</translation>
  </message>
  <message>
   <source>Window layout</source>
   <translation>Tata letak jendela</translation>
  </message>
  <message>
   <source>Panel widths</source>
   <translation>Lebar panel</translation>
  </message>
  <message>
   <source>Hidden panels</source>
   <translation>Panel tersembunyi</translation>
  </message>
  <message>
   <source>Options of imports, by kind of file</source>
   <translation>Opsi impor, menurut jenis berkas</translation>
  </message>
  <message>
   <source>Columns of tables, by their header</source>
   <translation>Kolom tabel, menurut judulnya</translation>
  </message>
  <message>
   <source>Articles that are there already</source>
   <translation>Artikel yang sudah ada</translation>
  </message>
  <message>
   <source>Articles that are there with another text</source>
   <translation>Artikel yang sudah ada dengan teks lain</translation>
  </message>
  <message>
   <source>Columns of all articles</source>
   <translation>Kolom semua artikel</translation>
  </message>
  <message>
   <source>Columns of all marks</source>
   <translation>Kolom semua tanda</translation>
  </message>
  <message>
   <source>Places in articles</source>
   <translation>Tempat dalam artikel</translation>
  </message>
  <message>
   <source>Last folder imported from</source>
   <translation>Folder impor terakhir</translation>
  </message>
  <message>
   <source>Last folder exported to</source>
   <translation>Folder ekspor terakhir</translation>
  </message>
 </context>
 <context>
  <name>ui/action</name>
  <message>
   <source>Project</source>
   <translation>Proyek</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>Sunting</translation>
  </message>
  <message>
   <source>Article</source>
   <translation>Artikel</translation>
  </message>
  <message>
   <source>Annotate</source>
   <translation>Anotasi</translation>
  </message>
  <message>
   <source>View</source>
   <translation>Tampilan</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>Alat</translation>
  </message>
  <message>
   <source>Help</source>
   <translation>Bantuan</translation>
  </message>
 </context>
 <context>
  <name>ui/actions</name>
  <message>
   <source>New project…</source>
   <translation>Proyek baru…</translation>
  </message>
  <message>
   <source>Open project…</source>
   <translation>Buka proyek…</translation>
  </message>
  <message>
   <source>Open recent</source>
   <translation>Buka yang terakhir</translation>
  </message>
  <message>
   <source>Open the sample</source>
   <translation>Buka contoh</translation>
  </message>
  <message>
   <source>Import articles…</source>
   <translation>Impor artikel…</translation>
  </message>
  <message>
   <source>Take edits from a workbook…</source>
   <translation>Ambil suntingan dari buku kerja…</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Ekspor…</translation>
  </message>
  <message>
   <source>Export again</source>
   <translation>Ekspor lagi</translation>
  </message>
  <message>
   <source>Deposit pack…</source>
   <translation>Paket deposit…</translation>
  </message>
  <message>
   <source>Scheme…</source>
   <translation>Skema…</translation>
  </message>
  <message>
   <source>Write the codebook…</source>
   <translation>Tulis buku kode…</translation>
  </message>
  <message>
   <source>Merge…</source>
   <translation>Gabungkan…</translation>
  </message>
  <message>
   <source>Make copies for coders…</source>
   <translation>Buat salinan untuk pengode…</translation>
  </message>
  <message>
   <source>Send a copy…</source>
   <translation>Kirim salinan…</translation>
  </message>
  <message>
   <source>Save a copy…</source>
   <translation>Simpan salinan…</translation>
  </message>
  <message>
   <source>History…</source>
   <translation>Riwayat…</translation>
  </message>
  <message>
   <source>Backups…</source>
   <translation>Cadangan…</translation>
  </message>
  <message>
   <source>Check the project…</source>
   <translation>Periksa proyek…</translation>
  </message>
  <message>
   <source>Close project</source>
   <translation>Tutup proyek</translation>
  </message>
  <message>
   <source>Preferences…</source>
   <translation>Preferensi…</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>Keluar</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Urungkan</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Ulangi</translation>
  </message>
  <message>
   <source>Copy the quote of the mark</source>
   <translation>Salin kutipan tanda</translation>
  </message>
  <message>
   <source>Find in the article…</source>
   <translation>Cari dalam artikel…</translation>
  </message>
  <message>
   <source>Find next</source>
   <translation>Cari berikutnya</translation>
  </message>
  <message>
   <source>Find previous</source>
   <translation>Cari sebelumnya</translation>
  </message>
  <message>
   <source>Search all articles…</source>
   <translation>Cari di semua artikel…</translation>
  </message>
  <message>
   <source>Filter articles</source>
   <translation>Saring artikel</translation>
  </message>
  <message>
   <source>Filter marks</source>
   <translation>Saring tanda</translation>
  </message>
  <message>
   <source>Done, and next article</source>
   <translation>Selesai, lalu artikel berikutnya</translation>
  </message>
  <message>
   <source>Next article</source>
   <translation>Artikel berikutnya</translation>
  </message>
  <message>
   <source>Previous article</source>
   <translation>Artikel sebelumnya</translation>
  </message>
  <message>
   <source>Set status: new</source>
   <translation>Tetapkan status: baru</translation>
  </message>
  <message>
   <source>Set status: started</source>
   <translation>Tetapkan status: dimulai</translation>
  </message>
  <message>
   <source>Set status: done</source>
   <translation>Tetapkan status: selesai</translation>
  </message>
  <message>
   <source>History of the article</source>
   <translation>Riwayat artikel</translation>
  </message>
  <message>
   <source>Delete article…</source>
   <translation>Hapus artikel…</translation>
  </message>
  <message>
   <source>Repair the text…</source>
   <translation>Perbaiki teks…</translation>
  </message>
  <message>
   <source>Mark the selection as</source>
   <translation>Tandai pilihan sebagai</translation>
  </message>
  <message>
   <source>Labels at the selection</source>
   <translation>Label pada pilihan</translation>
  </message>
  <message>
   <source>Mark with the last label</source>
   <translation>Tandai dengan label terakhir</translation>
  </message>
  <message>
   <source>Mark every such text in the article</source>
   <translation>Tandai semua teks yang sama di artikel</translation>
  </message>
  <message>
   <source>Add the selection as a fragment</source>
   <translation>Tambahkan pilihan sebagai fragmen</translation>
  </message>
  <message>
   <source>Remove the fragment at the caret</source>
   <translation>Buang fragmen di kursor</translation>
  </message>
  <message>
   <source>Relate to another mark</source>
   <translation>Hubungkan dengan tanda lain</translation>
  </message>
  <message>
   <source>Claim card</source>
   <translation>Kartu klaim</translation>
  </message>
  <message>
   <source>Change the label to</source>
   <translation>Ganti label menjadi</translation>
  </message>
  <message>
   <source>Details of the mark</source>
   <translation>Rincian tanda</translation>
  </message>
  <message>
   <source>Note on the mark</source>
   <translation>Catatan pada tanda</translation>
  </message>
  <message>
   <source>History of the mark</source>
   <translation>Riwayat tanda</translation>
  </message>
  <message>
   <source>Confirm the suggestion</source>
   <translation>Kukuhkan usulan</translation>
  </message>
  <message>
   <source>Delete the mark</source>
   <translation>Hapus tanda</translation>
  </message>
  <message>
   <source>Next mark</source>
   <translation>Tanda berikutnya</translation>
  </message>
  <message>
   <source>Previous mark</source>
   <translation>Tanda sebelumnya</translation>
  </message>
  <message>
   <source>Selection as an example of the label in hand</source>
   <translation>Pilihan sebagai contoh label di tangan</translation>
  </message>
  <message>
   <source>Selection as a counter-example of the label in hand</source>
   <translation>Pilihan sebagai contoh tandingan label di tangan</translation>
  </message>
  <message>
   <source>Larger text</source>
   <translation>Teks lebih besar</translation>
  </message>
  <message>
   <source>Smaller text</source>
   <translation>Teks lebih kecil</translation>
  </message>
  <message>
   <source>Normal text size</source>
   <translation>Ukuran teks biasa</translation>
  </message>
  <message>
   <source>Marks</source>
   <translation>Tanda</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>Rincian</translation>
  </message>
  <message>
   <source>Codebook</source>
   <translation>Buku kode</translation>
  </message>
  <message>
   <source>Go to the article list</source>
   <translation>Ke daftar artikel</translation>
  </message>
  <message>
   <source>Go to the text</source>
   <translation>Ke teks</translation>
  </message>
  <message>
   <source>Article list</source>
   <translation>Daftar artikel</translation>
  </message>
  <message>
   <source>Side panel</source>
   <translation>Panel samping</translation>
  </message>
  <message>
   <source>Relations of all marks</source>
   <translation>Relasi semua tanda</translation>
  </message>
  <message>
   <source>Next kind of label tags</source>
   <translation>Jenis tag label berikutnya</translation>
  </message>
  <message>
   <source>Colours of marks</source>
   <translation>Warna tanda</translation>
  </message>
  <message>
   <source>Shown marks…</source>
   <translation>Tanda yang tampil…</translation>
  </message>
  <message>
   <source>Only my own marks (blind)</source>
   <translation>Hanya tanda saya sendiri (buta)</translation>
  </message>
  <message>
   <source>Show all marks</source>
   <translation>Tampilkan semua tanda</translation>
  </message>
  <message>
   <source>Full screen</source>
   <translation>Layar penuh</translation>
  </message>
  <message>
   <source>Every action…</source>
   <translation>Semua tindakan…</translation>
  </message>
  <message>
   <source>All articles…</source>
   <translation>Semua artikel…</translation>
  </message>
  <message>
   <source>All marks…</source>
   <translation>Semua tanda…</translation>
  </message>
  <message>
   <source>Entities…</source>
   <translation>Entitas…</translation>
  </message>
  <message>
   <source>Progress…</source>
   <translation>Kemajuan…</translation>
  </message>
  <message>
   <source>Compare coders…</source>
   <translation>Bandingkan pengode…</translation>
  </message>
  <message>
   <source>Adjudicate…</source>
   <translation>Adjudikasi…</translation>
  </message>
  <message>
   <source>Agreement…</source>
   <translation>Kesepakatan…</translation>
  </message>
  <message>
   <source>Draw a sample…</source>
   <translation>Tarik sampel…</translation>
  </message>
  <message>
   <source>Re-check list…</source>
   <translation>Daftar periksa ulang…</translation>
  </message>
  <message>
   <source>Near-duplicates…</source>
   <translation>Yang hampir sama…</translation>
  </message>
  <message>
   <source>Coder at work</source>
   <translation>Pengode yang bekerja</translation>
  </message>
  <message>
   <source>Reset the sample…</source>
   <translation>Atur ulang contoh…</translation>
  </message>
  <message>
   <source>Open the log folder</source>
   <translation>Buka folder log</translation>
  </message>
  <message>
   <source>Guide</source>
   <translation>Panduan</translation>
  </message>
  <message>
   <source>About Annotator</source>
   <translation>Tentang Annotator</translation>
  </message>
  <message>
   <source>select; with Ctrl word by word</source>
   <translation>pilih; dengan Ctrl per kata</translation>
  </message>
  <message>
   <source>mark the selection; without one, label the selected mark's text once more</source>
   <translation>tandai pilihan; tanpa pilihan, beri label sekali lagi pada teks tanda terpilih</translation>
  </message>
  <message>
   <source>select the word, the sentence, the paragraph</source>
   <translation>pilih kata, kalimat, paragraf</translation>
  </message>
  <message>
   <source>take the last growth back</source>
   <translation>tarik kembali perluasan terakhir</translation>
  </message>
  <message>
   <source>move the end of the mark; with Ctrl word by word</source>
   <translation>geser ujung tanda; dengan Ctrl per kata</translation>
  </message>
  <message>
   <source>move its start; with Ctrl word by word</source>
   <translation>geser awalnya; dengan Ctrl per kata</translation>
  </message>
  <message>
   <source>select a further stretch</source>
   <translation>pilih rentang tambahan</translation>
  </message>
  <message>
   <source>back out: of the palette, the relation, the selection, the mark</source>
   <translation>mundur: dari palet, relasi, pilihan, tanda</translation>
  </message>
 </context>
 <context>
  <name>ui/canvas/commands</name>
  <message>
   <source>Select some text first.</source>
   <translation>Pilih teks dahulu.</translation>
  </message>
  <message>
   <source>Marked: {0}</source>
   <translation>Ditandai: {0}</translation>
  </message>
  <message>
   <source>Mark something first; this repeats its label.</source>
   <translation>Tandai sesuatu dahulu; ini mengulang labelnya.</translation>
  </message>
  <message>
   <source>Select a mark, then the text to add to it.</source>
   <translation>Pilih tanda, lalu teks yang akan ditambahkan.</translation>
  </message>
  <message>
   <source>Select a mark first, then the key for its card.</source>
   <translation>Pilih tanda dahulu, lalu tombol kartunya.</translation>
  </message>
  <message>
   <source>Select a mark first, then the key for relating, then its other end.</source>
   <translation>Pilih tanda dahulu, lalu tombol relasi, lalu ujung lainnya.</translation>
  </message>
 </context>
 <context>
  <name>ui/canvas/find_bar</name>
  <message>
   <source>Find in this article</source>
   <translation>Cari dalam artikel ini</translation>
  </message>
  <message>
   <source>Match capitals</source>
   <translation>Cocokkan huruf besar</translation>
  </message>
  <message>
   <source>Match accents</source>
   <translation>Cocokkan aksen</translation>
  </message>
  <message>
   <source>Previous (Shift+F3)</source>
   <translation>Sebelumnya (Shift+F3)</translation>
  </message>
  <message>
   <source>Next (F3)</source>
   <translation>Berikutnya (F3)</translation>
  </message>
  <message>
   <source>Close (Esc)</source>
   <translation>Tutup (Esc)</translation>
  </message>
  <message>
   <source>none</source>
   <translation>tidak ada</translation>
  </message>
  <message>
   <source>{0} of {1}</source>
   <translation>{0} dari {1}</translation>
  </message>
 </context>
 <context>
  <name>ui/canvas/picking</name>
  <message>
   <source>This mark does not fit here.</source>
   <translation>Tanda ini tidak cocok di sini.</translation>
  </message>
  <message>
   <source>This field takes: {0}</source>
   <translation>Isian ini menerima: {0}</translation>
  </message>
  <message>
   <source>selected text</source>
   <translation>teks terpilih</translation>
  </message>
 </context>
 <context>
  <name>ui/canvas/relating</name>
  <message>
   <source>Pick the other end: Tab or click, then Enter. Esc lets go.</source>
   <translation>Pilih ujung lainnya: Tab atau klik, lalu Enter. Esc melepaskan.</translation>
  </message>
  <message>
   <source>No relation of the scheme fits between this mark and another one.</source>
   <translation>Tidak ada relasi dalam skema yang cocok antara tanda ini dan tanda lain.</translation>
  </message>
  <message>
   <source>No relation of the scheme fits between these two marks.</source>
   <translation>Tidak ada relasi dalam skema yang cocok antara kedua tanda ini.</translation>
  </message>
 </context>
 <context>
  <name>ui/canvas/speech</name>
  <message>
   <source>1 word</source>
   <translation>1 kata</translation>
  </message>
  <message>
   <source>{0} words</source>
   <translation>{0} kata</translation>
  </message>
  <message>
   <source>{0} fragments</source>
   <translation>{0} fragmen</translation>
  </message>
  <message>
   <source>{0} characters</source>
   <translation>{0} karakter</translation>
  </message>
 </context>
 <context>
  <name>ui/canvas/view</name>
  <message>
   <source>Article text</source>
   <translation>Teks artikel</translation>
  </message>
  <message>
   <source>1 mark.</source>
   <translation>1 tanda.</translation>
  </message>
  <message>
   <source>Tab goes from mark to mark.</source>
   <translation>Tab berpindah dari tanda ke tanda.</translation>
  </message>
  <message>
   <source>{0} marks.</source>
   <translation>{0} tanda.</translation>
  </message>
  <message>
   <source>{0} more are hidden.</source>
   <translation>{0} lagi tersembunyi.</translation>
  </message>
 </context>
 <context>
  <name>ui/codebook_file</name>
  <message>
   <source>Write the codebook</source>
   <translation>Tulis buku kode</translation>
  </message>
  <message>
   <source>Written: {0}</source>
   <translation>Ditulis: {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/deleting</name>
  <message>
   <source>mark</source>
   <translation>tanda</translation>
  </message>
  <message>
   <source>marks</source>
   <translation>tanda</translation>
  </message>
  <message>
   <source>article</source>
   <translation>artikel</translation>
  </message>
  <message>
   <source>articles</source>
   <translation>artikel</translation>
  </message>
  <message>
   <source>Delete article</source>
   <translation>Hapus artikel</translation>
  </message>
  <message>
   <source>Delete {0} with {1}? Undo (Ctrl+Z) brings everything back.</source>
   <translation>Hapus {0} dengan {1}? Urungkan (Ctrl+Z) mengembalikan semuanya.</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Pertahankan</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Hapus</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/ask</name>
  <message>
   <source>OK</source>
   <translation>OK</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/ask_name</name>
  <message>
   <source>Cancel</source>
   <translation>Batal</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/assigning</name>
  <message>
   <source>Another coder’s name, then Enter</source>
   <translation>Nama pengode lain, lalu Enter</translation>
  </message>
  <message>
   <source>Another coder</source>
   <translation>Pengode lain</translation>
  </message>
  <message>
   <source>Every article to each of them</source>
   <translation>Setiap artikel untuk masing-masing</translation>
  </message>
  <message>
   <source>Dealt out evenly, at random</source>
   <translation>Dibagi rata, secara acak</translation>
  </message>
  <message>
   <source>Take the articles from them</source>
   <translation>Ambil artikel dari mereka</translation>
  </message>
  <message>
   <source>Overlap</source>
   <translation>Tumpang tindih</translation>
  </message>
  <message>
   <source>Articles that several coders get</source>
   <translation>Artikel yang diterima beberapa pengode</translation>
  </message>
  <message>
   <source>Each by</source>
   <translation>Masing-masing oleh</translation>
  </message>
  <message>
   <source>Coders of an article of the overlap</source>
   <translation>Pengode untuk satu artikel tumpang tindih</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>Benih acak</translation>
  </message>
  <message>
   <source>The same seed deals the same way</source>
   <translation>Benih yang sama membagi dengan cara yang sama</translation>
  </message>
  <message>
   <source>Assign</source>
   <translation>Tugaskan</translation>
  </message>
  <message>
   <source>Coders</source>
   <translation>Pengode</translation>
  </message>
  <message>
   <source>How</source>
   <translation>Cara</translation>
  </message>
  <message>
   <source>Tick at least one coder.</source>
   <translation>Centang sedikitnya satu pengode.</translation>
  </message>
  <message>
   <source>Take away</source>
   <translation>Ambil kembali</translation>
  </message>
  <message>
   <source>Assign {0}</source>
   <translation>Tugaskan {0}</translation>
  </message>
  <message>
   <source>{0} by several</source>
   <translation>{0} oleh beberapa pengode</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/backups</name>
  <message>
   <source>Backups are kept outside the project’s folder, and each was opened and counted. Restoring writes a new file; your project is not touched.</source>
   <translation>Cadangan disimpan di luar folder proyek, dan masing-masing sudah dibuka dan dihitung. Pemulihan menulis berkas baru; proyek Anda tidak disentuh.</translation>
  </message>
  <message>
   <source>There is no backup yet. One is made each time you open a project that has changed.</source>
   <translation>Belum ada cadangan. Satu dibuat setiap kali Anda membuka proyek yang sudah berubah.</translation>
  </message>
  <message>
   <source>command is</source>
   <translation>perintah</translation>
  </message>
  <message>
   <source>commands are</source>
   <translation>perintah</translation>
  </message>
  <message>
   <source>Restore to</source>
   <translation>Pulihkan ke</translation>
  </message>
  <message>
   <source>Backups</source>
   <translation>Cadangan</translation>
  </message>
  <message>
   <source>Backups of this project</source>
   <translation>Cadangan proyek ini</translation>
  </message>
  <message>
   <source>Back up now</source>
   <translation>Cadangkan sekarang</translation>
  </message>
  <message>
   <source>Restore…</source>
   <translation>Pulihkan…</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Tutup</translation>
  </message>
  <message>
   <source>Backing up</source>
   <translation>Mencadangkan</translation>
  </message>
  <message>
   <source>Restoring</source>
   <translation>Memulihkan</translation>
  </message>
  <message>
   <source>It holds as many articles, marks, relations and entities as the project.</source>
   <translation>Cadangan ini memuat artikel, tanda, relasi dan entitas sebanyak proyek.</translation>
  </message>
  <message>
   <source>Made</source>
   <translation>Dibuat</translation>
  </message>
  <message>
   <source>Articles</source>
   <translation>Artikel</translation>
  </message>
  <message>
   <source>Relations</source>
   <translation>Relasi</translation>
  </message>
  <message>
   <source>Entities</source>
   <translation>Entitas</translation>
  </message>
  <message>
   <source>Not restored</source>
   <translation>Tidak dipulihkan</translation>
  </message>
  <message>
   <source>Not in this backup: {0}.</source>
   <translation>Tidak ada dalam cadangan ini: {0}.</translation>
  </message>
  <message>
   <source>Only in this backup: {0}.</source>
   <translation>Hanya ada dalam cadangan ini: {0}.</translation>
  </message>
  <message>
   <source>{0} newer than it.</source>
   <translation>{0} lebih baru darinya.</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/carrying</name>
  <message>
   <source>Carry marks over</source>
   <translation>Bawa tanda</translation>
  </message>
  <message>
   <source>Carry over</source>
   <translation>Bawa</translation>
  </message>
  <message>
   <source>{0} no place there and stay behind.</source>
   <translation>{0} tempat di sana dan tertinggal.</translation>
  </message>
  <message>
   <source>{0} doubtful: tick those that shall go.</source>
   <translation>{0} meragukan: centang yang akan dibawa.</translation>
  </message>
  <message>
   <source>mark goes</source>
   <translation>tanda dibawa</translation>
  </message>
  <message>
   <source>marks go</source>
   <translation>tanda dibawa</translation>
  </message>
  <message>
   <source>here: {0}</source>
   <translation>di sini: {0}</translation>
  </message>
  <message>
   <source>{0} to {1}.</source>
   <translation>{0} ke {1}.</translation>
  </message>
  <message>
   <source>mark is</source>
   <translation>tanda</translation>
  </message>
  <message>
   <source>marks are</source>
   <translation>tanda</translation>
  </message>
  <message>
   <source>mark has</source>
   <translation>tanda tidak punya</translation>
  </message>
  <message>
   <source>marks have</source>
   <translation>tanda tidak punya</translation>
  </message>
  <message>
   <source>{0} there already.</source>
   <translation>{0} sudah ada di sana.</translation>
  </message>
  <message>
   <source>and {0} more</source>
   <translation>dan {0} lagi</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/checking</name>
  <message>
   <source>Checking every page, text, mark and reference</source>
   <translation>Memeriksa setiap halaman, teks, tanda dan rujukan</translation>
  </message>
  <message>
   <source>thing does</source>
   <translation>hal</translation>
  </message>
  <message>
   <source>things do</source>
   <translation>hal</translation>
  </message>
  <message>
   <source>Check the project</source>
   <translation>Periksa proyek</translation>
  </message>
  <message>
   <source>Check again</source>
   <translation>Periksa lagi</translation>
  </message>
  <message>
   <source>Copy the list</source>
   <translation>Salin daftar</translation>
  </message>
  <message>
   <source>{0} not fit together. Nothing was changed or dropped.</source>
   <translation>{0} tidak cocok satu sama lain. Tidak ada yang diubah atau dibuang.</translation>
  </message>
  <message>
   <source>Repair…</source>
   <translation>Perbaiki…</translation>
  </message>
  <message>
   <source>Everything fits: pages, texts, marks, references and checksums.</source>
   <translation>Semuanya cocok: halaman, teks, tanda, rujukan dan jumlah periksa.</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/coder</name>
  <message>
   <source>Coder</source>
   <translation>Pengode</translation>
  </message>
  <message>
   <source>Marks made from now on carry this name.</source>
   <translation>Tanda yang dibuat mulai sekarang memuat nama ini.</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/command_palette</name>
  <message>
   <source>Every action</source>
   <translation>Semua tindakan</translation>
  </message>
  <message>
   <source>What do you want to do?</source>
   <translation>Apa yang ingin Anda lakukan?</translation>
  </message>
  <message>
   <source>Find an action</source>
   <translation>Cari tindakan</translation>
  </message>
  <message>
   <source>Actions</source>
   <translation>Tindakan</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/compacting</name>
  <message>
   <source>Who made and changed everything that is in the project, when and from what, always stays. What can go is what deleted things once were, and the steps of Undo before a day that you choose.</source>
   <translation>Siapa yang membuat dan mengubah segala yang ada di proyek, kapan dan dari apa, selalu tersimpan. Yang dapat dibuang ialah isi dari yang sudah dihapus, dan langkah Urungkan sebelum hari yang Anda pilih.</translation>
  </message>
  <message>
   <source>The file has {1} kB now; it had {0}. A backup of how it was is kept (Project ▸ Backups).</source>
   <translation>Berkas kini {1} kB; sebelumnya {0}. Cadangan keadaan semula disimpan (Proyek ▸ Cadangan).</translation>
  </message>
  <message>
   <source>Compact the history</source>
   <translation>Padatkan riwayat</translation>
  </message>
  <message>
   <source>Keep everything from this day on</source>
   <translation>Simpan semua mulai hari ini</translation>
  </message>
  <message>
   <source>Back up, then compact</source>
   <translation>Cadangkan, lalu padatkan</translation>
  </message>
  <message>
   <source>Counting …</source>
   <translation>Menghitung …</translation>
  </message>
  <message>
   <source>There is nothing to take out before that day.</source>
   <translation>Tidak ada yang dapat dibuang sebelum hari itu.</translation>
  </message>
  <message>
   <source>Backing up and compacting</source>
   <translation>Mencadangkan dan memadatkan</translation>
  </message>
  <message>
   <source>Keep everything from</source>
   <translation>Simpan semua mulai</translation>
  </message>
  <message>
   <source>command</source>
   <translation>perintah</translation>
  </message>
  <message>
   <source>commands</source>
   <translation>perintah</translation>
  </message>
  <message>
   <source>deleted thing</source>
   <translation>hal terhapus</translation>
  </message>
  <message>
   <source>deleted things</source>
   <translation>hal terhapus</translation>
  </message>
  <message>
   <source>row</source>
   <translation>baris</translation>
  </message>
  <message>
   <source>rows</source>
   <translation>baris</translation>
  </message>
  <message>
   <source>{0} before that day can no longer be undone.</source>
   <translation>{0} sebelum hari itu tidak dapat diurungkan lagi.</translation>
  </message>
  <message>
   <source>{0} can no longer be brought back.</source>
   <translation>{0} tidak dapat dikembalikan lagi.</translation>
  </message>
  <message>
   <source>{0} of the history go, about {1} kB.</source>
   <translation>{0} dari riwayat hilang, sekitar {1} kB.</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/depositing</name>
  <message>
   <source>Deposit pack</source>
   <translation>Paket deposit</translation>
  </message>
  <message>
   <source>Names, with semicolons between</source>
   <translation>Nama-nama, dipisah titik koma</translation>
  </message>
  <message>
   <source>With the texts of the articles</source>
   <translation>Dengan teks artikel</translation>
  </message>
  <message>
   <source>Numbers in the place of the coders' names</source>
   <translation>Nomor sebagai ganti nama pengode</translation>
  </message>
  <message>
   <source>All articles and confirmed marks</source>
   <translation>Semua artikel dan tanda yang sudah dikukuhkan</translation>
  </message>
  <message>
   <source>File to write</source>
   <translation>Berkas yang ditulis</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>Pilih…</translation>
  </message>
  <message>
   <source>Write to</source>
   <translation>Tulis ke</translation>
  </message>
  <message>
   <source>Pack</source>
   <translation>Kemas</translation>
  </message>
  <message>
   <source>Make sure that you may publish the texts.</source>
   <translation>Pastikan Anda boleh menerbitkan teksnya.</translation>
  </message>
  <message>
   <source>Places, hashed quotes, fingerprints and addresses go along. Whoever has the articles puts the marks back with “annotator rehydrate”; every quote is checked. Notes, titles and the examples of your codebook stay as they are: see that they quote nothing secret.</source>
   <translation>Letak, kutipan berupa hash, sidik jari dan alamat ikut serta. Siapa pun yang memiliki artikelnya memasang kembali tandanya dengan “annotator rehydrate”; setiap kutipan diperiksa. Catatan, judul dan contoh dalam buku kode tetap apa adanya: pastikan tidak ada kutipan rahasia di dalamnya.</translation>
  </message>
  <message>
   <source>Write the pack to</source>
   <translation>Tulis paket ke</translation>
  </message>
  <message>
   <source>Zip archives (*.zip)</source>
   <translation>Arsip zip (*.zip)</translation>
  </message>
  <message>
   <source>Keep it</source>
   <translation>Simpan</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>Ganti</translation>
  </message>
  <message>
   <source>Packing</source>
   <translation>Mengemas</translation>
  </message>
  <message>
   <source>relation</source>
   <translation>relasi</translation>
  </message>
  <message>
   <source>relations</source>
   <translation>relasi</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Selesai</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Judul</translation>
  </message>
  <message>
   <source>Authors</source>
   <translation>Penulis</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>Lisensi</translation>
  </message>
  <message>
   <source>Description</source>
   <translation>Keterangan</translation>
  </message>
  <message>
   <source>What</source>
   <translation>Apa</translation>
  </message>
  <message>
   <source>Say which file to write to, with its folder.</source>
   <translation>Sebutkan berkas yang ditulis, beserta foldernya.</translation>
  </message>
  <message>
   <source>“{0}” is there already. Replace it?</source>
   <translation>“{0}” sudah ada. Ganti?</translation>
  </message>
  <message>
   <source>Packed: {0}.</source>
   <translation>Dikemas: {0}.</translation>
  </message>
  <message>
   <source>As the recipe “{0}” says</source>
   <translation>Seperti kata resep “{0}”</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/edit_articles</name>
  <message>
   <source>What to change</source>
   <translation>Yang diubah</translation>
  </message>
  <message>
   <source>Name of the new field</source>
   <translation>Nama isian baru</translation>
  </message>
  <message>
   <source>New value</source>
   <translation>Nilai baru</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>Ubah</translation>
  </message>
  <message>
   <source>A new field…</source>
   <translation>Isian baru…</translation>
  </message>
  <message>
   <source>Your value of {0} for each of {1}. Empty takes it away.</source>
   <translation>Nilai {0} Anda untuk masing-masing dari {1}. Kosong berarti dihapus.</translation>
  </message>
  <message>
   <source>empty</source>
   <translation>kosong</translation>
  </message>
  <message>
   <source>{0} would change, {1} have it already.</source>
   <translation>{0} akan berubah, {1} sudah demikian.</translation>
  </message>
  <message>
   <source>Edit {0}</source>
   <translation>Sunting {0}</translation>
  </message>
  <message>
   <source> and {0} more</source>
   <translation> dan {0} lagi</translation>
  </message>
  <message>
   <source>Variable: {0}</source>
   <translation>Variabel: {0}</translation>
  </message>
  <message>
   <source>(none)</source>
   <translation>(tidak ada)</translation>
  </message>
  <message>
   <source>Now: {0}.</source>
   <translation>Sekarang: {0}.</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/edit_marks</name>
  <message>
   <source>New label</source>
   <translation>Label baru</translation>
  </message>
  <message>
   <source>New note</source>
   <translation>Catatan baru</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>Label</translation>
  </message>
  <message>
   <source>Entity</source>
   <translation>Entitas</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>Catatan</translation>
  </message>
  <message>
   <source>value</source>
   <translation>nilai</translation>
  </message>
  <message>
   <source>values</source>
   <translation>nilai</translation>
  </message>
  <message>
   <source>{0} of another label do not have this and stay as they are.</source>
   <translation>{0} dari label lain tidak memiliki ini dan tetap seperti semula.</translation>
  </message>
  <message>
   <source>{0} that the new label does not have would go; Undo brings them back.</source>
   <translation>{0} yang tidak dimiliki label baru akan hilang; Urungkan mengembalikannya.</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/entities</name>
  <message>
   <source>entity</source>
   <translation>entitas</translation>
  </message>
  <message>
   <source>entities</source>
   <translation>entitas</translation>
  </message>
  <message>
   <source>Which name stays? The others become its aliases, and all {0} name it then.</source>
   <translation>Nama mana yang tetap? Yang lain menjadi aliasnya, dan semua {0} lalu menyebutnya.</translation>
  </message>
  <message>
   <source>{0} new, {1} changed, {2} as they are. One Undo takes it back.</source>
   <translation>{0} baru, {1} berubah, {2} tetap. Satu kali Urungkan menariknya kembali.</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>Pisahkan</translation>
  </message>
  <message>
   <source>Name of the new entity</source>
   <translation>Nama entitas baru</translation>
  </message>
  <message>
   <source>mention</source>
   <translation>sebutan</translation>
  </message>
  <message>
   <source>mentions</source>
   <translation>sebutan</translation>
  </message>
  <message>
   <source>Merge</source>
   <translation>Gabungkan</translation>
  </message>
  <message>
   <source>Import entities from {0}</source>
   <translation>Impor entitas dari {0}</translation>
  </message>
  <message>
   <source>What would change</source>
   <translation>Yang akan berubah</translation>
  </message>
  <message>
   <source>Tick the mentions that are somebody else.</source>
   <translation>Centang sebutan yang sebenarnya orang lain.</translation>
  </message>
  <message>
   <source>Split off {0}</source>
   <translation>Pisahkan {0}</translation>
  </message>
  <message>
   <source>Split {0}</source>
   <translation>Pisahkan {0}</translation>
  </message>
  <message>
   <source>Import {0}</source>
   <translation>Impor {0}</translation>
  </message>
  <message>
   <source>Merge {0}</source>
   <translation>Gabungkan {0}</translation>
  </message>
  <message>
   <source>… and {0} more</source>
   <translation>… dan {0} lagi</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/error</name>
  <message>
   <source>Something went wrong in the program. Your saved work is safe, and you can go on. If it happens again, please report it with the details.</source>
   <translation>Ada yang salah dalam program. Pekerjaan tersimpan Anda aman, dan Anda dapat melanjutkan. Bila terjadi lagi, laporkan beserta rinciannya.</translation>
  </message>
  <message>
   <source>Something went wrong</source>
   <translation>Ada yang salah</translation>
  </message>
  <message>
   <source>Show details</source>
   <translation>Tampilkan rincian</translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation>Salin rincian</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Lanjutkan</translation>
  </message>
  <message>
   <source>Hide details</source>
   <translation>Sembunyikan rincian</translation>
  </message>
  <message>
   <source>Details are in {0}</source>
   <translation>Rincian ada di {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/exporting</name>
  <message>
   <source>For reading, sorting and correcting in Excel: marks, claims, relations, charts.</source>
   <translation>Untuk membaca, mengurutkan dan membetulkan di Excel: tanda, klaim, relasi, grafik.</translation>
  </message>
  <message>
   <source>Everything, for training and for archives. Importing it gives the same project.</source>
   <translation>Semuanya, untuk pelatihan dan arsip. Mengimpornya menghasilkan proyek yang sama.</translation>
  </message>
  <message>
   <source>The tables of the workbook as text files, for R, Stata and SPSS.</source>
   <translation>Tabel buku kerja sebagai berkas teks, untuk R, Stata dan SPSS.</translation>
  </message>
  <message>
   <source>Text and standoff files for the brat annotation tool.</source>
   <translation>Berkas teks dan standoff untuk alat anotasi brat.</translation>
  </message>
  <message>
   <source>UIMA XMI or JSON for INCEpTION and DKPro.</source>
   <translation>UIMA XMI atau JSON untuk INCEpTION dan DKPro.</translation>
  </message>
  <message>
   <source>A word a line with its tag, for sequence taggers.</source>
   <translation>Satu kata per baris dengan tagnya, untuk penanda urutan.</translation>
  </message>
  <message>
   <source>JSON lines for the doccano annotation tool.</source>
   <translation>Baris JSON untuk alat anotasi doccano.</translation>
  </message>
  <message>
   <source>Words with numbered tags, a dataset card and splits, for Hugging Face.</source>
   <translation>Kata dengan tag bernomor, kartu dataset dan pembagian, untuk Hugging Face.</translation>
  </message>
  <message>
   <source>Tasks with annotations for Label Studio, and its labelling configuration.</source>
   <translation>Tugas dengan anotasi untuk Label Studio, dan konfigurasi pelabelannya.</translation>
  </message>
  <message>
   <source>Who says what about whom as a graph, for Gephi, visone and R.</source>
   <translation>Siapa mengatakan apa tentang siapa sebagai graf, untuk Gephi, visone dan R.</translation>
  </message>
  <message>
   <source>Tables for pandas, polars, DuckDB, Spark and R.</source>
   <translation>Tabel untuk pandas, polars, DuckDB, Spark dan R.</translation>
  </message>
  <message>
   <source>JSON lines for Prodigy.</source>
   <translation>Baris JSON untuk Prodigy.</translation>
  </message>
  <message>
   <source>A REFI-QDA project for NVivo, ATLAS.ti, MAXQDA and QualCoder.</source>
   <translation>Proyek REFI-QDA untuk NVivo, ATLAS.ti, MAXQDA dan QualCoder.</translation>
  </message>
  <message>
   <source>A DocBin for training with spaCy.</source>
   <translation>DocBin untuk pelatihan dengan spaCy.</translation>
  </message>
  <message>
   <source>WebAnno TSV 3.3 for INCEpTION and WebAnno.</source>
   <translation>WebAnno TSV 3.3 untuk INCEpTION dan WebAnno.</translation>
  </message>
  <message>
   <source>W3C Web Annotation in JSON-LD, for the web and for archives.</source>
   <translation>W3C Web Annotation dalam JSON-LD, untuk web dan arsip.</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Ekspor</translation>
  </message>
  <message>
   <source>Recipe</source>
   <translation>Resep</translation>
  </message>
  <message>
   <source>Keep…</source>
   <translation>Simpan…</translation>
  </message>
  <message>
   <source>Keep what is chosen here under a name, to repeat it in one click</source>
   <translation>Simpan pilihan ini dengan nama, untuk diulang dengan satu klik</translation>
  </message>
  <message>
   <source>As chosen below</source>
   <translation>Seperti dipilih di bawah</translation>
  </message>
  <message>
   <source>Keep a recipe</source>
   <translation>Simpan resep</translation>
  </message>
  <message>
   <source>Name of the recipe</source>
   <translation>Nama resep</translation>
  </message>
  <message>
   <source>Export to</source>
   <translation>Ekspor ke</translation>
  </message>
  <message>
   <source>Exporting</source>
   <translation>Mengekspor</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>Buka folder</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>Holds everything.</source>
   <translation>Memuat semuanya.</translation>
  </message>
  <message>
   <source>Cannot hold: {0}.</source>
   <translation>Tidak dapat memuat: {0}.</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/guide</name>
  <message>
   <source>Pages</source>
   <translation>Halaman</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/import_names</name>
  <message>
   <source>Back</source>
   <translation>Kembali</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>Impor</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/import_result</name>
  <message>
   <source>The first {0} of {1} are listed; the saved report has them all.</source>
   <translation>{0} pertama dari {1} didaftar; laporan yang disimpan memuat semuanya.</translation>
  </message>
  <message>
   <source>Save the report…</source>
   <translation>Simpan laporan…</translation>
  </message>
  <message>
   <source>Save the report</source>
   <translation>Simpan laporan</translation>
  </message>
  <message>
   <source>Text (*.txt);;Table for Excel (*.csv)</source>
   <translation>Teks (*.txt);;Tabel untuk Excel (*.csv)</translation>
  </message>
  <message>
   <source>changed text</source>
   <translation>teks berubah</translation>
  </message>
  <message>
   <source>changed texts</source>
   <translation>teks berubah</translation>
  </message>
  <message>
   <source>Look for near-duplicates…</source>
   <translation>Cari yang hampir sama…</translation>
  </message>
  <message>
   <source>Decide about {0}…</source>
   <translation>Putuskan tentang {0}…</translation>
  </message>
  <message>
   <source>article has</source>
   <translation>artikel memiliki</translation>
  </message>
  <message>
   <source>articles have</source>
   <translation>artikel memiliki</translation>
  </message>
  <message>
   <source>article was</source>
   <translation>artikel</translation>
  </message>
  <message>
   <source>articles were</source>
   <translation>artikel</translation>
  </message>
  <message>
   <source>file was</source>
   <translation>berkas</translation>
  </message>
  <message>
   <source>files were</source>
   <translation>berkas</translation>
  </message>
  <message>
   <source>thing</source>
   <translation>hal</translation>
  </message>
  <message>
   <source>things</source>
   <translation>hal</translation>
  </message>
  <message>
   <source>The report is in {0}.</source>
   <translation>Laporan ada di {0}.</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/importing</name>
  <message>
   <source>These hold for all files of the kind “{0}”, and are remembered.</source>
   <translation>Ini berlaku untuk semua berkas jenis “{0}”, dan diingat.</translation>
  </message>
  <message>
   <source>Import articles</source>
   <translation>Impor artikel</translation>
  </message>
  <message>
   <source>Kind of file</source>
   <translation>Jenis berkas</translation>
  </message>
  <message>
   <source>Encoding</source>
   <translation>Pengodean</translation>
  </message>
  <message>
   <source>An article that is there already</source>
   <translation>Artikel yang sudah ada</translation>
  </message>
  <message>
   <source>An article that is there with another text</source>
   <translation>Artikel yang sudah ada dengan teks lain</translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>Jenis</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Pratinjau</translation>
  </message>
  <message>
   <source>Columns</source>
   <translation>Kolom</translation>
  </message>
  <message>
   <source>Options</source>
   <translation>Opsi</translation>
  </message>
  <message>
   <source>About the file</source>
   <translation>Tentang berkas</translation>
  </message>
  <message>
   <source>Add files</source>
   <translation>Tambah berkas</translation>
  </message>
  <message>
   <source>Add folder</source>
   <translation>Tambah folder</translation>
  </message>
  <message>
   <source>{0}, a guess: look whether the letters are right</source>
   <translation>{0}, tebakan: lihat apakah hurufnya benar</translation>
  </message>
  <message>
   <source>file</source>
   <translation>berkas</translation>
  </message>
  <message>
   <source>files</source>
   <translation>berkas</translation>
  </message>
  <message>
   <source>Looking at the names</source>
   <translation>Melihat nama-nama</translation>
  </message>
  <message>
   <source>Importing</source>
   <translation>Mengimpor</translation>
  </message>
  <message>
   <source>leave it as it is</source>
   <translation>biarkan apa adanya</translation>
  </message>
  <message>
   <source>fill in metadata that it lacks</source>
   <translation>isi metadata yang kurang</translation>
  </message>
  <message>
   <source>take it in once more</source>
   <translation>ambil sekali lagi</translation>
  </message>
  <message>
   <source>take it in as a new article</source>
   <translation>ambil sebagai artikel baru</translation>
  </message>
  <message>
   <source>give the article the new text, move its marks</source>
   <translation>beri artikel teks baru, pindahkan tandanya</translation>
  </message>
  <message>
   <source>Is there already:</source>
   <translation>Sudah ada:</translation>
  </message>
  <message>
   <source>There with another text:</source>
   <translation>Ada dengan teks lain:</translation>
  </message>
  <message>
   <source>Your files are only read, never changed.</source>
   <translation>Berkas Anda hanya dibaca, tidak pernah diubah.</translation>
  </message>
  <message>
   <source>Add files…</source>
   <translation>Tambah berkas…</translation>
  </message>
  <message>
   <source>Add folder…</source>
   <translation>Tambah folder…</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Buang</translation>
  </message>
  <message>
   <source>As recognised</source>
   <translation>Seperti dikenali</translation>
  </message>
  <message>
   <source>Looking …</source>
   <translation>Melihat …</translation>
  </message>
  <message>
   <source>Recognised: {0}</source>
   <translation>Dikenali: {0}</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>tidak ada</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/label_changes</name>
  <message>
   <source>Merge labels</source>
   <translation>Gabungkan label</translation>
  </message>
  <message>
   <source>choose labels</source>
   <translation>pilih label</translation>
  </message>
  <message>
   <source>Into</source>
   <translation>Menjadi</translation>
  </message>
  <message>
   <source>Split a label</source>
   <translation>Pisahkan label</translation>
  </message>
  <message>
   <source>By</source>
   <translation>Menurut</translation>
  </message>
  <message>
   <source>the coder</source>
   <translation>pengodenya</translation>
  </message>
  <message>
   <source>marks picked below</source>
   <translation>tanda yang dipilih di bawah</translation>
  </message>
  <message>
   <source>Which</source>
   <translation>Yang mana</translation>
  </message>
  <message>
   <source>choose</source>
   <translation>pilih</translation>
  </message>
  <message>
   <source>name of a new label, or of one that is there</source>
   <translation>nama label baru, atau yang sudah ada</translation>
  </message>
  <message>
   <source>Marks of the label</source>
   <translation>Tanda dengan label</translation>
  </message>
  <message>
   <source>Become</source>
   <translation>Menjadi</translation>
  </message>
  <message>
   <source>Replace values</source>
   <translation>Ganti nilai</translation>
  </message>
  <message>
   <source>One more</source>
   <translation>Satu lagi</translation>
  </message>
  <message>
   <source>Old value</source>
   <translation>Nilai lama</translation>
  </message>
  <message>
   <source>(take it away)</source>
   <translation>(hapus)</translation>
  </message>
  <message>
   <source>Choose the labels to merge, and another one that takes their marks.</source>
   <translation>Pilih label yang digabung, dan satu label lain yang menerima tandanya.</translation>
  </message>
  <message>
   <source>(no value)</source>
   <translation>(tanpa nilai)</translation>
  </message>
  <message>
   <source>Say which marks, and the label that they become.</source>
   <translation>Sebutkan tanda mana, dan label yang menggantikannya.</translation>
  </message>
  <message>
   <source>old value</source>
   <translation>nilai lama</translation>
  </message>
  <message>
   <source>new value</source>
   <translation>nilai baru</translation>
  </message>
  <message>
   <source>Choose an old value and what it turns into.</source>
   <translation>Pilih nilai lama dan penggantinya.</translation>
  </message>
  <message>
   <source>choose…</source>
   <translation>pilih…</translation>
  </message>
  <message>
   <source>the value of “{0}”</source>
   <translation>nilai “{0}”</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/marking</name>
  <message>
   <source>Mark the ticked lines</source>
   <translation>Tandai baris yang dicentang</translation>
  </message>
  <message>
   <source>Marking …</source>
   <translation>Menandai …</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/merging</name>
  <message>
   <source>Choose the copies that your colleagues worked in. You see what each would bring before anything happens; a backup is made first, nobody’s work is overwritten, and one Undo takes it all back.</source>
   <translation>Pilih salinan tempat rekan Anda bekerja. Anda melihat apa yang akan dibawa masing-masing sebelum terjadi apa pun; cadangan dibuat dahulu, pekerjaan siapa pun tidak ditimpa, dan satu kali Urungkan mengembalikan semuanya.</translation>
  </message>
  <message>
   <source>This is what would come in. Nothing has been changed yet.</source>
   <translation>Inilah yang akan masuk. Belum ada yang diubah.</translation>
  </message>
  <message>
   <source>Merged. {0} new marks came in. Undo takes it back in one step.</source>
   <translation>Digabung. {0} tanda baru masuk. Urungkan mengembalikannya dalam satu langkah.</translation>
  </message>
  <message>
   <source>Merge colleagues’ work into this project</source>
   <translation>Gabungkan pekerjaan rekan ke proyek ini</translation>
  </message>
  <message>
   <source>Files to merge</source>
   <translation>Berkas yang digabung</translation>
  </message>
  <message>
   <source>Here → there</source>
   <translation>Di sini → di sana</translation>
  </message>
  <message>
   <source>Examples</source>
   <translation>Contoh</translation>
  </message>
  <message>
   <source>Preview again</source>
   <translation>Pratinjau lagi</translation>
  </message>
  <message>
   <source>New</source>
   <translation>Baru</translation>
  </message>
  <message>
   <source>Same</source>
   <translation>Sama</translation>
  </message>
  <message>
   <source>Changed there</source>
   <translation>Berubah di sana</translation>
  </message>
  <message>
   <source>Changed here</source>
   <translation>Berubah di sini</translation>
  </message>
  <message>
   <source>Both changed</source>
   <translation>Keduanya berubah</translation>
  </message>
  <message>
   <source>Deleted there</source>
   <translation>Dihapus di sana</translation>
  </message>
  <message>
   <source>Deleted here</source>
   <translation>Dihapus di sini</translation>
  </message>
  <message>
   <source>Comparing</source>
   <translation>Membandingkan</translation>
  </message>
  <message>
   <source>Merging</source>
   <translation>Menggabungkan</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Berkas</translation>
  </message>
  <message>
   <source>Only you can say:</source>
   <translation>Hanya Anda yang tahu:</translation>
  </message>
  <message>
   <source>Choose a number above to see what it counts.</source>
   <translation>Pilih angka di atas untuk melihat apa yang dihitungnya.</translation>
  </message>
  <message>
   <source>This is what would come in. Changed on both sides: {0}. Yours stay, and theirs come in beside them as suggestions, to be settled with Tools ▸ Adjudicate…. Nothing has been changed yet.</source>
   <translation>Inilah yang akan masuk. Berubah di kedua sisi: {0}. Milik Anda tetap, dan milik mereka masuk di sampingnya sebagai usulan, untuk diputuskan dengan Alat ▸ Adjudikasi…. Belum ada yang diubah.</translation>
  </message>
  <message>
   <source>{0}: double-click to go there</source>
   <translation>{0}: klik ganda untuk ke sana</translation>
  </message>
  <message>
   <source>{0}: no examples</source>
   <translation>{0}: tanpa contoh</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/preferences</name>
  <message>
   <source>Like the system</source>
   <translation>Seperti sistem</translation>
  </message>
  <message>
   <source>English</source>
   <translation>English</translation>
  </message>
  <message>
   <source>Bahasa Indonesia</source>
   <translation>Bahasa Indonesia</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Terang</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Gelap</translation>
  </message>
  <message>
   <source>Sepia</source>
   <translation>Sepia</translation>
  </message>
  <message>
   <source>Serif</source>
   <translation>Serif</translation>
  </message>
  <message>
   <source>Sans</source>
   <translation>Sans</translation>
  </message>
  <message>
   <source>In full</source>
   <translation>Lengkap</translation>
  </message>
  <message>
   <source>In short</source>
   <translation>Singkat</translation>
  </message>
  <message>
   <source>Of the selected label</source>
   <translation>Untuk label terpilih</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Tidak ada</translation>
  </message>
  <message>
   <source>By label</source>
   <translation>Menurut label</translation>
  </message>
  <message>
   <source>By coder</source>
   <translation>Menurut pengode</translation>
  </message>
  <message>
   <source>Preferences</source>
   <translation>Preferensi</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/repairing</name>
  <message>
   <source>Everything that can still be read is written into a new project: articles, marks, relations, entities, sets. The damaged file is not touched. The history of changes is not taken over.</source>
   <translation>Semua yang masih dapat dibaca ditulis ke proyek baru: artikel, tanda, relasi, entitas, himpunan. Berkas yang rusak tidak disentuh. Riwayat perubahan tidak ikut.</translation>
  </message>
  <message>
   <source>{0} articles, {1} marks, {2} relations and {3} entities are in “{4}”.</source>
   <translation>{0} artikel, {1} tanda, {2} relasi dan {3} entitas ada di “{4}”.</translation>
  </message>
  <message>
   <source>Leave it</source>
   <translation>Biarkan</translation>
  </message>
  <message>
   <source>Not opened</source>
   <translation>Tidak dibuka</translation>
  </message>
  <message>
   <source>Repair</source>
   <translation>Perbaiki</translation>
  </message>
  <message>
   <source>Repair into…</source>
   <translation>Perbaiki ke…</translation>
  </message>
  <message>
   <source>Repair into</source>
   <translation>Perbaiki ke</translation>
  </message>
  <message>
   <source>Reading what is left</source>
   <translation>Membaca yang tersisa</translation>
  </message>
  <message>
   <source>{0} things could not be read, or do not fit any more:</source>
   <translation>{0} hal tidak dapat dibaca, atau tidak cocok lagi:</translation>
  </message>
  <message>
   <source>Open the repaired project</source>
   <translation>Buka proyek yang diperbaiki</translation>
  </message>
  <message>
   <source>If you have a backup, compare: it may hold more.</source>
   <translation>Bila ada cadangan, bandingkan: mungkin isinya lebih banyak.</translation>
  </message>
  <message>
   <source>Repair “{0}”</source>
   <translation>Perbaiki “{0}”</translation>
  </message>
  <message>
   <source>Nothing was lost.</source>
   <translation>Tidak ada yang hilang.</translation>
  </message>
  <message>
   <source>Restore the backup of {0}…</source>
   <translation>Pulihkan cadangan {0}…</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/report</name>
  <message>
   <source>These were found when the project was opened. Nothing was changed or dropped.</source>
   <translation>Ini ditemukan saat proyek dibuka. Tidak ada yang diubah atau dibuang.</translation>
  </message>
  <message>
   <source>Problems</source>
   <translation>Masalah</translation>
  </message>
  <message>
   <source>What does not fit together</source>
   <translation>Yang tidak cocok</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>Catatan data</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/running</name>
  <message>
   <source>Something went wrong in the program, and nothing was changed. Details are in {0}</source>
   <translation>Ada yang salah dalam program, dan tidak ada yang diubah. Rincian ada di {0}</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Kemajuan</translation>
  </message>
  <message>
   <source>Stopping …</source>
   <translation>Menghentikan …</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/sampling</name>
  <message>
   <source>Draw a sample</source>
   <translation>Tarik sampel</translation>
  </message>
  <message>
   <source>only articles without marks</source>
   <translation>hanya artikel tanpa tanda</translation>
  </message>
  <message>
   <source>Draw</source>
   <translation>Tarik</translation>
  </message>
  <message>
   <source>All articles</source>
   <translation>Semua artikel</translation>
  </message>
  <message>
   <source>none: simply at random</source>
   <translation>tidak ada: acak sederhana</translation>
  </message>
  <message>
   <source>Outlet</source>
   <translation>Media</translation>
  </message>
  <message>
   <source>Month of publication</source>
   <translation>Bulan terbit</translation>
  </message>
  <message>
   <source>Year of publication</source>
   <translation>Tahun terbit</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>in proportion to their size</source>
   <translation>sebanding dengan besarnya</translation>
  </message>
  <message>
   <source>as many of each</source>
   <translation>sama banyak untuk masing-masing</translation>
  </message>
  <message>
   <source>Articles to draw from</source>
   <translation>Artikel yang ditarik</translation>
  </message>
  <message>
   <source>Strata</source>
   <translation>Strata</translation>
  </message>
  <message>
   <source>Shares</source>
   <translation>Porsi</translation>
  </message>
  <message>
   <source>Shares of the strata</source>
   <translation>Porsi strata</translation>
  </message>
  <message>
   <source>At least so many of each stratum</source>
   <translation>Sedikitnya sekian dari setiap strata</translation>
  </message>
  <message>
   <source>Size by</source>
   <translation>Ukuran menurut</translation>
  </message>
  <message>
   <source>How the size is given</source>
   <translation>Cara menentukan ukuran</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Nama</translation>
  </message>
  <message>
   <source>Name of the set</source>
   <translation>Nama himpunan</translation>
  </message>
  <message>
   <source>Seed: the same seed draws the same articles</source>
   <translation>Benih acak: benih yang sama menarik artikel yang sama</translation>
  </message>
  <message>
   <source>Reliability sample</source>
   <translation>Sampel reliabilitas</translation>
  </message>
  <message>
   <source>Sample</source>
   <translation>Sampel</translation>
  </message>
  <message>
   <source>The articles that the filter takes</source>
   <translation>Artikel yang lolos saringan</translation>
  </message>
  <message>
   <source>The selected articles</source>
   <translation>Artikel terpilih</translation>
  </message>
  <message>
   <source>Number of articles</source>
   <translation>Jumlah artikel</translation>
  </message>
  <message>
   <source>Per cent of them</source>
   <translation>Persen darinya</translation>
  </message>
  <message>
   <source>Rule: Lacy &amp; Riffe 1996</source>
   <translation>Aturan: Lacy &amp; Riffe 1996</translation>
  </message>
  <message>
   <source>Rule: Krippendorff 2019</source>
   <translation>Aturan: Krippendorff 2019</translation>
  </message>
  <message>
   <source>From</source>
   <translation>Dari</translation>
  </message>
  <message>
   <source>at least</source>
   <translation>sedikitnya</translation>
  </message>
  <message>
   <source>How many</source>
   <translation>Berapa</translation>
  </message>
  <message>
   <source>Kept as a set</source>
   <translation>Disimpan sebagai himpunan</translation>
  </message>
  <message>
   <source>seed</source>
   <translation>benih</translation>
  </message>
  <message>
   <source>{0} of {1}.</source>
   <translation>{0} dari {1}.</translation>
  </message>
  <message>
   <source>Share</source>
   <translation>Porsi</translation>
  </message>
  <message>
   <source>Agreement</source>
   <translation>Kesepakatan</translation>
  </message>
  <message>
   <source>Confidence</source>
   <translation>Keyakinan</translation>
  </message>
  <message>
   <source>Rarest value</source>
   <translation>Nilai terlangka</translation>
  </message>
  <message>
   <source>Least alpha</source>
   <translation>Alfa terkecil</translation>
  </message>
  <message>
   <source>Significance</source>
   <translation>Signifikansi</translation>
  </message>
  <message>
   <source>Set: {0}</source>
   <translation>Himpunan: {0}</translation>
  </message>
  <message>
   <source>Metadata: {0}</source>
   <translation>Metadata: {0}</translation>
  </message>
  <message>
   <source>and {0} more strata</source>
   <translation>dan {0} strata lagi</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/scheme_change</name>
  <message>
   <source>Working</source>
   <translation>Bekerja</translation>
  </message>
  <message>
   <source>Apply</source>
   <translation>Terapkan</translation>
  </message>
  <message>
   <source>{0} mark is changed.</source>
   <translation>{0} tanda diubah.</translation>
  </message>
  <message>
   <source>{0} marks are changed.</source>
   <translation>{0} tanda diubah.</translation>
  </message>
  <message>
   <source>Undo takes it back in one step.</source>
   <translation>Urungkan menariknya kembali dalam satu langkah.</translation>
  </message>
  <message>
   <source>every coder</source>
   <translation>setiap pengode</translation>
  </message>
  <message>
   <source>every article</source>
   <translation>setiap artikel</translation>
  </message>
  <message>
   <source>Apply the changes</source>
   <translation>Terapkan perubahan</translation>
  </message>
  <message>
   <source>What is different</source>
   <translation>Yang berbeda</translation>
  </message>
  <message>
   <source>To be settled</source>
   <translation>Yang harus diputuskan</translation>
  </message>
  <message>
   <source>Delete relations that are no longer allowed</source>
   <translation>Hapus relasi yang tidak diizinkan lagi</translation>
  </message>
  <message>
   <source>Put the marks of labels whose rules changed on the re-check list</source>
   <translation>Masukkan tanda dari label yang aturannya berubah ke daftar periksa ulang</translation>
  </message>
  <message>
   <source>Take it away from the marks</source>
   <translation>Hapus dari tanda</translation>
  </message>
  <message>
   <source>Only</source>
   <translation>Hanya</translation>
  </message>
  <message>
   <source>in</source>
   <translation>dalam</translation>
  </message>
  <message>
   <source>Some values have no place in the new list. Say what becomes of them.</source>
   <translation>Beberapa nilai tidak mendapat tempat dalam daftar baru. Sebutkan nasibnya.</translation>
  </message>
  <message>
   <source>Take all of these away</source>
   <translation>Hapus semua ini</translation>
  </message>
  <message>
   <source>What becomes of “{0}”</source>
   <translation>Nasib “{0}”</translation>
  </message>
  <message>
   <source>articles that are {0}</source>
   <translation>artikel yang {0}</translation>
  </message>
  <message>
   <source>set “{0}”</source>
   <translation>himpunan “{0}”</translation>
  </message>
  <message>
   <source>filter “{0}”</source>
   <translation>saringan “{0}”</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/scheme_sources</name>
  <message>
   <source>The scheme can be changed at any time: labels, attributes, relations, everything.</source>
   <translation>Skema dapat diubah kapan saja: label, atribut, relasi, semuanya.</translation>
  </message>
  <message>
   <source>Start from a template</source>
   <translation>Mulai dari templat</translation>
  </message>
  <message>
   <source>What will you annotate?</source>
   <translation>Apa yang akan Anda anotasi?</translation>
  </message>
  <message>
   <source>Templates</source>
   <translation>Templat</translation>
  </message>
  <message>
   <source>Keep our labels, and add what is new</source>
   <translation>Pertahankan label kita, tambahkan yang baru</translation>
  </message>
  <message>
   <source>Take it</source>
   <translation>Ambil</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Mulai</translation>
  </message>
  <message>
   <source>Labels: {0}</source>
   <translation>Label: {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/scheme_versions</name>
  <message>
   <source>Versions of the codebook</source>
   <translation>Versi buku kode</translation>
  </message>
  <message>
   <source>Versions</source>
   <translation>Versi</translation>
  </message>
  <message>
   <source>Compared with</source>
   <translation>Dibandingkan dengan</translation>
  </message>
  <message>
   <source>Take this version into the draft</source>
   <translation>Ambil versi ini ke konsep</translation>
  </message>
  <message>
   <source>What it does differently from</source>
   <translation>Yang dilakukannya berbeda dari</translation>
  </message>
  <message>
   <source>Nothing is different.</source>
   <translation>Tidak ada yang berbeda.</translation>
  </message>
  <message>
   <source>{0} made under it</source>
   <translation>{0} dibuat dengannya</translation>
  </message>
  <message>
   <source>version {0}</source>
   <translation>versi {0}</translation>
  </message>
  <message>
   <source>Version {0}</source>
   <translation>Versi {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/sharing</name>
  <message>
   <source>Each coder gets a file with just these articles. When the files come back, Project ▸ Merge… brings everybody’s work together.</source>
   <translation>Setiap pengode mendapat berkas hanya dengan artikel ini. Saat berkas kembali, Proyek ▸ Gabungkan… menyatukan pekerjaan semua orang.</translation>
  </message>
  <message>
   <source>A verified copy of the whole project, for a colleague or an archive. Work that is done in it comes back with Project ▸ Merge…</source>
   <translation>Salinan terperiksa dari seluruh proyek, untuk rekan atau arsip. Pekerjaan yang dilakukan di dalamnya kembali dengan Proyek ▸ Gabungkan…</translation>
  </message>
  <message>
   <source>Copies for coders</source>
   <translation>Salinan untuk pengode</translation>
  </message>
  <message>
   <source>Make copies for coders</source>
   <translation>Buat salinan untuk pengode</translation>
  </message>
  <message>
   <source>Another coder’s name</source>
   <translation>Nama pengode lain</translation>
  </message>
  <message>
   <source>Only a random sample of</source>
   <translation>Hanya sampel acak sebanyak</translation>
  </message>
  <message>
   <source>Size of the sample</source>
   <translation>Ukuran sampel</translation>
  </message>
  <message>
   <source>Who gets what</source>
   <translation>Siapa mendapat apa</translation>
  </message>
  <message>
   <source>Coders for each shared article</source>
   <translation>Pengode untuk setiap artikel bersama</translation>
  </message>
  <message>
   <source>Blind: without anybody’s marks</source>
   <translation>Buta: tanpa tanda siapa pun</translation>
  </message>
  <message>
   <source>With the marks made so far</source>
   <translation>Dengan tanda yang dibuat sejauh ini</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Folder</translation>
  </message>
  <message>
   <source>Make copies</source>
   <translation>Buat salinan</translation>
  </message>
  <message>
   <source>Add</source>
   <translation>Tambah</translation>
  </message>
  <message>
   <source>all coders</source>
   <translation>semua pengode</translation>
  </message>
  <message>
   <source>Writing copies</source>
   <translation>Menulis salinan</translation>
  </message>
  <message>
   <source>Send a copy</source>
   <translation>Kirim salinan</translation>
  </message>
  <message>
   <source>With the history: what every mark was before</source>
   <translation>Dengan riwayat: isi setiap tanda sebelumnya</translation>
  </message>
  <message>
   <source>With the coders’ names (else Coder 1, Coder 2 …)</source>
   <translation>Dengan nama pengode (jika tidak: Pengode 1, Pengode 2 …)</translation>
  </message>
  <message>
   <source>With the texts (else every letter is an x, places stay right)</source>
   <translation>Dengan teksnya (jika tidak, setiap huruf menjadi x; letaknya tetap benar)</translation>
  </message>
  <message>
   <source>Write the copy</source>
   <translation>Tulis salinan</translation>
  </message>
  <message>
   <source>Writing the copy</source>
   <translation>Menulis salinan</translation>
  </message>
  <message>
   <source>The copy was written, opened and checked.</source>
   <translation>Salinan sudah ditulis, dibuka dan diperiksa.</translation>
  </message>
  <message>
   <source>Everybody gets all of them</source>
   <translation>Semua orang mendapat semuanya</translation>
  </message>
  <message>
   <source>Split evenly: each article to one coder</source>
   <translation>Dibagi rata: setiap artikel untuk satu pengode</translation>
  </message>
  <message>
   <source>Some to several coders for reliability, the rest split</source>
   <translation>Sebagian untuk beberapa pengode demi reliabilitas, sisanya dibagi</translation>
  </message>
  <message>
   <source>Shared</source>
   <translation>Bersama</translation>
  </message>
  <message>
   <source>Shared articles</source>
   <translation>Artikel bersama</translation>
  </message>
  <message>
   <source>each to</source>
   <translation>masing-masing untuk</translation>
  </message>
  <message>
   <source>Seed of the draw</source>
   <translation>Benih penarikan</translation>
  </message>
  <message>
   <source>{0} go out; {1} of them ({2} %) to several coders.</source>
   <translation>{0} keluar; {1} di antaranya ({2} %) untuk beberapa pengode.</translation>
  </message>
  <message>
   <source>Choose a folder that is there.</source>
   <translation>Pilih folder yang ada.</translation>
  </message>
  <message>
   <source>Say which file to write to, in a folder that is there.</source>
   <translation>Sebutkan berkas yang ditulis, di folder yang ada.</translation>
  </message>
  <message>
   <source>All articles ({0})</source>
   <translation>Semua artikel ({0})</translation>
  </message>
  <message>
   <source>Those in the list ({0})</source>
   <translation>Yang ada dalam daftar ({0})</translation>
  </message>
  <message>
   <source>{0} go out, each to one coder.</source>
   <translation>{0} keluar, masing-masing untuk satu pengode.</translation>
  </message>
  <message>
   <source>Written and ready to send: {0}.</source>
   <translation>Sudah ditulis dan siap dikirim: {0}.</translation>
  </message>
  <message>
   <source>Not assigned to anybody ({0})</source>
   <translation>Belum ditugaskan kepada siapa pun ({0})</translation>
  </message>
  <message>
   <source>Set: {0} ({1})</source>
   <translation>Himpunan: {0} ({1})</translation>
  </message>
  <message>
   <source>{0} coders</source>
   <translation>{0} pengode</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/shortcuts</name>
  <message>
   <source>Find a key or an action…</source>
   <translation>Cari tombol atau tindakan…</translation>
  </message>
  <message>
   <source>Find a key or an action</source>
   <translation>Cari tombol atau tindakan</translation>
  </message>
  <message>
   <source>New key</source>
   <translation>Tombol baru</translation>
  </message>
  <message>
   <source>Default</source>
   <translation>Bawaan</translation>
  </message>
  <message>
   <source>Choose an action to change its key.</source>
   <translation>Pilih tindakan untuk mengubah tombolnya.</translation>
  </message>
  <message>
   <source>Labels</source>
   <translation>Label</translation>
  </message>
  <message>
   <source>In the text</source>
   <translation>Di dalam teks</translation>
  </message>
  <message>
   <source>Press the new key for “{0}”.</source>
   <translation>Tekan tombol baru untuk “{0}”.</translation>
  </message>
  <message>
   <source>the label {0}</source>
   <translation>label {0}</translation>
  </message>
  <message>
   <source>{0} is the key of: {1}. Nothing was changed.</source>
   <translation>{0} adalah tombol untuk: {1}. Tidak ada yang diubah.</translation>
  </message>
  <message>
   <source>Mark as {0}</source>
   <translation>Tandai sebagai {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/unsaved</name>
  <message>
   <source>Save unsaved marks</source>
   <translation>Simpan tanda yang belum tersimpan</translation>
  </message>
  <message>
   <source>JSON lines (*.jsonl)</source>
   <translation>Baris JSON (*.jsonl)</translation>
  </message>
  <message>
   <source>Stay</source>
   <translation>Tetap</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Coba lagi</translation>
  </message>
  <message>
   <source>Save to another file…</source>
   <translation>Simpan ke berkas lain…</translation>
  </message>
  <message>
   <source>Leave without them</source>
   <translation>Tinggalkan tanpanya</translation>
  </message>
  <message>
   <source>Not saved</source>
   <translation>Tidak tersimpan</translation>
  </message>
  <message>
   <source>{0} not saved yet, because the project file cannot be written. Everything else is safe.</source>
   <translation>{0} belum tersimpan, karena berkas proyek tidak dapat ditulis. Yang lain semuanya aman.</translation>
  </message>
  <message>
   <source>Your unsaved marks are in {0}</source>
   <translation>Tanda yang belum tersimpan ada di {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/dialogs/welcome</name>
  <message>
   <source>Your name or initials</source>
   <translation>Nama atau inisial Anda</translation>
  </message>
  <message>
   <source>New project</source>
   <translation>Proyek baru</translation>
  </message>
  <message>
   <source>Start empty, then bring articles in</source>
   <translation>Mulai kosong, lalu masukkan artikel</translation>
  </message>
  <message>
   <source>Open project</source>
   <translation>Buka proyek</translation>
  </message>
  <message>
   <source>A file that ends in .anno</source>
   <translation>Berkas berakhiran .anno</translation>
  </message>
  <message>
   <source>Try the sample</source>
   <translation>Coba contoh</translation>
  </message>
  <message>
   <source>A news article, already marked up, to play with</source>
   <translation>Satu artikel berita, sudah ditandai, untuk dicoba-coba</translation>
  </message>
  <message>
   <source>What is your name? Every mark you make carries it, so that work can be told apart.</source>
   <translation>Siapa nama Anda? Setiap tanda yang Anda buat memuatnya, sehingga pekerjaan dapat dibedakan.</translation>
  </message>
  <message>
   <source>Who says what about whom, marked in the text</source>
   <translation>Siapa mengatakan apa tentang siapa, ditandai dalam teks</translation>
  </message>
  <message>
   <source>Recent</source>
   <translation>Terakhir</translation>
  </message>
 </context>
 <context>
  <name>ui/differences</name>
  <message>
   <source>yes</source>
   <translation>ya</translation>
  </message>
  <message>
   <source>no</source>
   <translation>tidak</translation>
  </message>
  <message>
   <source>Only {0}</source>
   <translation>Hanya {0}</translation>
  </message>
  <message>
   <source>Other edges</source>
   <translation>Tepi lain</translation>
  </message>
  <message>
   <source>Other label</source>
   <translation>Label lain</translation>
  </message>
  <message>
   <source>Other relation</source>
   <translation>Relasi lain</translation>
  </message>
  <message>
   <source>Other value</source>
   <translation>Nilai lain</translation>
  </message>
  <message>
   <source>Other entity</source>
   <translation>Entitas lain</translation>
  </message>
  <message>
   <source>Other cue</source>
   <translation>Isyarat lain</translation>
  </message>
  <message>
   <source>Not all marked it</source>
   <translation>Tidak semua menandainya</translation>
  </message>
  <message>
   <source>only</source>
   <translation>hanya</translation>
  </message>
  <message>
   <source>no entity</source>
   <translation>tanpa entitas</translation>
  </message>
 </context>
 <context>
  <name>ui/examples</name>
  <message>
   <source>counter-example</source>
   <translation>contoh tandingan</translation>
  </message>
  <message>
   <source>example</source>
   <translation>contoh</translation>
  </message>
  <message>
   <source>Take a label in hand first.</source>
   <translation>Ambil label di tangan dahulu.</translation>
  </message>
  <message>
   <source>{0} of “{1}”: {2}</source>
   <translation>{0} untuk “{1}”: {2}</translation>
  </message>
  <message>
   <source>Select the words first that are to be an example of “{0}”.</source>
   <translation>Pilih dahulu kata-kata yang menjadi contoh “{0}”.</translation>
  </message>
  <message>
   <source>“{0}” has this example already.</source>
   <translation>“{0}” sudah memiliki contoh ini.</translation>
  </message>
 </context>
 <context>
  <name>ui/frame</name>
  <message>
   <source>Opening {0} …</source>
   <translation>Membuka {0} …</translation>
  </message>
 </context>
 <context>
  <name>ui/handlers</name>
  <message>
   <source>Everything you did in the sample will be thrown away. Your own projects are not touched.</source>
   <translation>Semua yang Anda lakukan di contoh akan dibuang. Proyek Anda sendiri tidak disentuh.</translation>
  </message>
  <message>
   <source>Annotator {0}

Mark up news articles: who says what about whom. One local file, Excel and training data out. It never uses the network.

MIT licence. Built with Qt (LGPL).</source>
   <translation>Annotator {0}

Tandai artikel berita: siapa mengatakan apa tentang siapa. Satu berkas lokal, keluar sebagai Excel dan data latih. Program ini tidak pernah memakai jaringan.

Lisensi MIT. Dibangun dengan Qt (LGPL).</translation>
  </message>
  <message>
   <source>Reset the sample</source>
   <translation>Atur ulang contoh</translation>
  </message>
  <message>
   <source>Save a copy</source>
   <translation>Simpan salinan</translation>
  </message>
  <message>
   <source>This is the last article of the list.</source>
   <translation>Ini artikel terakhir dalam daftar.</translation>
  </message>
  <message>
   <source>This is the first article of the list.</source>
   <translation>Ini artikel pertama dalam daftar.</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Atur ulang</translation>
  </message>
  <message>
   <source>Done. Every article of the list is done.</source>
   <translation>Selesai. Semua artikel dalam daftar sudah selesai.</translation>
  </message>
  <message>
   <source>Selections grow to whole words.</source>
   <translation>Pilihan diperluas ke kata utuh.</translation>
  </message>
  <message>
   <source>Selections stay as drawn.</source>
   <translation>Pilihan tetap seperti digambar.</translation>
  </message>
  <message>
   <source>Only your own marks are shown.</source>
   <translation>Hanya tanda Anda sendiri yang ditampilkan.</translation>
  </message>
  <message>
   <source>Marks of all coders are shown.</source>
   <translation>Tanda semua pengode ditampilkan.</translation>
  </message>
  <message>
   <source>Label tags: {0}</source>
   <translation>Tag label: {0}</translation>
  </message>
  <message>
   <source>A copy is in {0}</source>
   <translation>Salinan ada di {0}</translation>
  </message>
  <message>
   <source>Copied: {0}</source>
   <translation>Disalin: {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/history_words</name>
  <message>
   <source>text</source>
   <translation>teks</translation>
  </message>
  <message>
   <source>variable</source>
   <translation>variabel</translation>
  </message>
  <message>
   <source>set</source>
   <translation>himpunan</translation>
  </message>
  <message>
   <source>article in set</source>
   <translation>artikel dalam himpunan</translation>
  </message>
  <message>
   <source>assignment</source>
   <translation>penugasan</translation>
  </message>
  <message>
   <source>saved item</source>
   <translation>hal tersimpan</translation>
  </message>
  <message>
   <source>decision</source>
   <translation>keputusan</translation>
  </message>
  <message>
   <source>label</source>
   <translation>label</translation>
  </message>
  <message>
   <source>relation type</source>
   <translation>jenis relasi</translation>
  </message>
  <message>
   <source>article variable</source>
   <translation>variabel artikel</translation>
  </message>
  <message>
   <source>scheme version</source>
   <translation>versi skema</translation>
  </message>
  <message>
   <source>coder</source>
   <translation>pengode</translation>
  </message>
  <message>
   <source>added</source>
   <translation>ditambahkan</translation>
  </message>
  <message>
   <source>changed</source>
   <translation>diubah</translation>
  </message>
  <message>
   <source>deleted</source>
   <translation>dihapus</translation>
  </message>
  <message>
   <source>Undid: {0}</source>
   <translation>Diurungkan: {0}</translation>
  </message>
  <message>
   <source>Redid: {0}</source>
   <translation>Diulangi: {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/menus</name>
  <message>
   <source>Nothing here yet</source>
   <translation>Belum ada apa-apa</translation>
  </message>
 </context>
 <context>
  <name>ui/notices</name>
  <message>
   <source>“{0}” is free now: nobody else has it open any more.</source>
   <translation>“{0}” kini bebas: tidak ada lagi orang lain yang membukanya.</translation>
  </message>
  <message>
   <source>The project’s file is not at its place any more: it was moved, renamed or removed. Put it back, or save a copy of what is open here.</source>
   <translation>Berkas proyek tidak lagi di tempatnya: dipindahkan, diganti nama atau dihapus. Kembalikan, atau simpan salinan dari yang terbuka di sini.</translation>
  </message>
  <message>
   <source>Another program changed the project’s file, and it cannot be read now. {0}</source>
   <translation>Program lain mengubah berkas proyek, dan kini tidak dapat dibaca. {0}</translation>
  </message>
  <message>
   <source>Another program changed the project’s file. {0} not saved yet, and their articles are not in the new file. They stay on the screen; save them to another file first.</source>
   <translation>Program lain mengubah berkas proyek. {0} belum tersimpan, dan artikelnya tidak ada di berkas baru. Semuanya tetap di layar; simpan ke berkas lain dahulu.</translation>
  </message>
  <message>
   <source>Another program changed the project’s file, so it was read anew.</source>
   <translation>Program lain mengubah berkas proyek, jadi dibaca ulang.</translation>
  </message>
  <message>
   <source>“{0}” lies beside this project: a sync program seems to have made it when two computers changed the file. Merge it to have the work of both.</source>
   <translation>“{0}” ada di samping proyek ini: rupanya program sinkronisasi membuatnya ketika dua komputer mengubah berkas. Gabungkan agar pekerjaan keduanya ada.</translation>
  </message>
  <message>
   <source>This project is open for reading only. You can look and export, but not change it.</source>
   <translation>Proyek ini dibuka hanya untuk dibaca. Anda dapat melihat dan mengekspor, tetapi tidak mengubahnya.</translation>
  </message>
  <message>
   <source>{0} things in this file do not fit together. Nothing was changed or dropped.</source>
   <translation>{0} hal di berkas ini tidak cocok satu sama lain. Tidak ada yang diubah atau dibuang.</translation>
  </message>
  <message>
   <source>This project is in a folder of {0}. Let only one computer have it open, and wait until it is synced. Safer: work on a copy outside, and share copies that are merged later.</source>
   <translation>Proyek ini ada di folder {0}. Biarkan hanya satu komputer membukanya, dan tunggu sampai tersinkron. Lebih aman: bekerja pada salinan di luar, dan bagikan salinan yang digabung kemudian.</translation>
  </message>
  <message>
   <source>This project is on a network drive ({0}). Let only one person have it open at a time. Safer: work on a copy on this computer, and merge the copies later.</source>
   <translation>Proyek ini ada di diska jaringan ({0}). Biarkan hanya satu orang membukanya pada satu waktu. Lebih aman: bekerja pada salinan di komputer ini, dan gabungkan salinannya kemudian.</translation>
  </message>
  <message>
   <source>Save it to another file…</source>
   <translation>Simpan ke berkas lain…</translation>
  </message>
  <message>
   <source>Save unsaved marks…</source>
   <translation>Simpan tanda yang belum tersimpan…</translation>
  </message>
  <message>
   <source>How to share</source>
   <translation>Cara berbagi</translation>
  </message>
  <message>
   <source>Open it for writing</source>
   <translation>Buka untuk ditulis</translation>
  </message>
  <message>
   <source>It now holds {0} articles and {1} marks; before it held {2} and {3}. A sync program may have put an older version in its place: what you had is among the backups.</source>
   <translation>Kini memuat {0} artikel dan {1} tanda; sebelumnya {2} dan {3}. Mungkin program sinkronisasi menaruh versi lama di tempatnya: yang tadi Anda miliki ada di antara cadangan.</translation>
  </message>
  <message>
   <source>Show them</source>
   <translation>Tampilkan</translation>
  </message>
 </context>
 <context>
  <name>ui/panels/annotations</name>
  <message>
   <source>Nothing is marked yet. Select some text and press the key of a label.</source>
   <translation>Belum ada yang ditandai. Pilih teks lalu tekan tombol label.</translation>
  </message>
  <message>
   <source>Filter marks…</source>
   <translation>Saring tanda…</translation>
  </message>
  <message>
   <source>Filter marks by text, label, entity or value</source>
   <translation>Saring tanda menurut teks, label, entitas atau nilai</translation>
  </message>
  <message>
   <source>Marks of this article</source>
   <translation>Tanda artikel ini</translation>
  </message>
  <message>
   <source>No mark fits the filter.</source>
   <translation>Tidak ada tanda yang lolos saringan.</translation>
  </message>
  <message>
   <source>Choose an article to see its marks.</source>
   <translation>Pilih artikel untuk melihat tandanya.</translation>
  </message>
  <message>
   <source>All marks of this article are hidden.</source>
   <translation>Semua tanda artikel ini tersembunyi.</translation>
  </message>
  <message>
   <source>suggestion: F4 confirms, Del rejects</source>
   <translation>usulan: F4 mengukuhkan, Del menolak</translation>
  </message>
  <message>
   <source>Marks {0}/{1}</source>
   <translation>Tanda {0}/{1}</translation>
  </message>
  <message>
   <source>Marks {0}</source>
   <translation>Tanda {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/panels/article</name>
  <message>
   <source>Author</source>
   <translation>Penulis</translation>
  </message>
  <message>
   <source>Published</source>
   <translation>Terbit</translation>
  </message>
  <message>
   <source>Web address</source>
   <translation>Alamat web</translation>
  </message>
  <message>
   <source>Variables</source>
   <translation>Variabel</translation>
  </message>
  <message>
   <source>Choose an article to see where it comes from.</source>
   <translation>Pilih artikel untuk melihat asalnya.</translation>
  </message>
  <message>
   <source>word</source>
   <translation>kata</translation>
  </message>
  <message>
   <source>words</source>
   <translation>kata</translation>
  </message>
  <message>
   <source>character</source>
   <translation>karakter</translation>
  </message>
  <message>
   <source>characters</source>
   <translation>karakter</translation>
  </message>
  <message>
   <source>{0} paragraphs</source>
   <translation>{0} paragraf</translation>
  </message>
 </context>
 <context>
  <name>ui/panels/articles</name>
  <message>
   <source>Filter articles…</source>
   <translation>Saring artikel…</translation>
  </message>
  <message>
   <source>Filter articles by title, outlet, author or source</source>
   <translation>Saring artikel menurut judul, media, penulis atau sumber</translation>
  </message>
  <message>
   <source>Sort, and choose status, set or your own</source>
   <translation>Urutkan, dan pilih status, himpunan atau tugas Anda</translation>
  </message>
  <message>
   <source>Filter by outlet, date, set, marks and more</source>
   <translation>Saring menurut media, tanggal, himpunan, tanda dan lainnya</translation>
  </message>
  <message>
   <source>Articles done</source>
   <translation>Artikel selesai</translation>
  </message>
  <message>
   <source>Every status</source>
   <translation>Setiap status</translation>
  </message>
  <message>
   <source>Assigned to me</source>
   <translation>Ditugaskan kepada saya</translation>
  </message>
  <message>
   <source>{0} of {1} done</source>
   <translation>{0} dari {1} selesai</translation>
  </message>
  <message>
   <source>No article fits the filter.</source>
   <translation>Tidak ada artikel yang lolos saringan.</translation>
  </message>
  <message>
   <source>No articles yet. Drop text files or folders on the window, or press Ctrl+I.</source>
   <translation>Belum ada artikel. Letakkan berkas teks atau folder di jendela ini, atau tekan Ctrl+I.</translation>
  </message>
  <message>
   <source>to-do</source>
   <translation>tugas</translation>
  </message>
  <message>
   <source>to-dos</source>
   <translation>tugas</translation>
  </message>
  <message>
   <source>{0} here</source>
   <translation>{0} di sini</translation>
  </message>
  <message>
   <source>Set status: {0}</source>
   <translation>Tetapkan status: {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/panels/codebook</name>
  <message>
   <source>Label in hand</source>
   <translation>Label di tangan</translation>
  </message>
  <message>
   <source>Open a project to read its codebook.</source>
   <translation>Buka proyek untuk membaca buku kodenya.</translation>
  </message>
 </context>
 <context>
  <name>ui/panels/details</name>
  <message>
   <source>Click a mark in the text, or press Tab there to go from mark to mark.</source>
   <translation>Klik tanda dalam teks, atau tekan Tab di sana untuk berpindah dari tanda ke tanda.</translation>
  </message>
  <message>
   <source>Why this code…</source>
   <translation>Mengapa kode ini…</translation>
  </message>
  <message>
   <source>Choose an article to read and mark.</source>
   <translation>Pilih artikel untuk dibaca dan ditandai.</translation>
  </message>
  <message>
   <source>All marks of this article are hidden. Ctrl+Shift+M shows them again.</source>
   <translation>Semua tanda artikel ini tersembunyi. Ctrl+Shift+M menampilkannya lagi.</translation>
  </message>
  <message>
   <source>Select some text and press the key of a label: A, C, S or E in the default scheme.</source>
   <translation>Pilih teks lalu tekan tombol label: A, C, S atau E dalam skema bawaan.</translation>
  </message>
  <message>
   <source>Whole history</source>
   <translation>Seluruh riwayat</translation>
  </message>
  <message>
   <source>No relations yet. Press R in the text, then the other mark.</source>
   <translation>Belum ada relasi. Tekan R dalam teks, lalu tanda lainnya.</translation>
  </message>
  <message>
   <source>To do</source>
   <translation>Tugas</translation>
  </message>
  <message>
   <source>Who says what about whom</source>
   <translation>Siapa mengatakan apa tentang siapa</translation>
  </message>
  <message>
   <source>History</source>
   <translation>Riwayat</translation>
  </message>
  <message>
   <source>Not saved yet.</source>
   <translation>Belum tersimpan.</translation>
  </message>
 </context>
 <context>
  <name>ui/positions</name>
  <message>
   <source>Line {0}</source>
   <translation>Baris {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/projects</name>
  <message>
   <source>the sample</source>
   <translation>contoh</translation>
  </message>
  <message>
   <source>Open for reading</source>
   <translation>Buka untuk dibaca</translation>
  </message>
  <message>
   <source>In use</source>
   <translation>Sedang dipakai</translation>
  </message>
 </context>
 <context>
  <name>ui/session</name>
  <message>
   <source>There is nothing to undo.</source>
   <translation>Tidak ada yang dapat diurungkan.</translation>
  </message>
  <message>
   <source>There is nothing to redo.</source>
   <translation>Tidak ada yang dapat diulangi.</translation>
  </message>
  <message>
   <source>Select a mark first, then the text to add to it.</source>
   <translation>Pilih tanda dahulu, lalu teks yang akan ditambahkan.</translation>
  </message>
  <message>
   <source>Marked {0} places. Ctrl+Z takes them all back.</source>
   <translation>{0} tempat ditandai. Ctrl+Z menarik semuanya kembali.</translation>
  </message>
  <message>
   <source>Deleted {0}. Ctrl+Z brings it back.</source>
   <translation>{0} dihapus. Ctrl+Z mengembalikannya.</translation>
  </message>
 </context>
 <context>
  <name>ui/sides</name>
  <message>
   <source>Two versions</source>
   <translation>Dua versi</translation>
  </message>
  <message>
   <source>Suggestion</source>
   <translation>Usulan</translation>
  </message>
  <message>
   <source>Gold</source>
   <translation>Emas</translation>
  </message>
  <message>
   <source>Accepted by {0}, {1}</source>
   <translation>Diterima oleh {0}, {1}</translation>
  </message>
  <message>
   <source>Settled with an edited version by {0}, {1}</source>
   <translation>Diputuskan dengan versi suntingan oleh {0}, {1}</translation>
  </message>
  <message>
   <source>All sides rejected by {0}, {1}</source>
   <translation>Semua sisi ditolak oleh {0}, {1}</translation>
  </message>
  <message>
   <source>Nothing here, said {0}, {1}</source>
   <translation>Tidak ada apa-apa di sini, kata {0}, {1}</translation>
  </message>
  <message>
   <source>Cue</source>
   <translation>Isyarat</translation>
  </message>
  <message>
   <source>Edges</source>
   <translation>Tepi</translation>
  </message>
  <message>
   <source>Relation</source>
   <translation>Relasi</translation>
  </message>
 </context>
 <context>
  <name>ui/suggestions</name>
  <message>
   <source>This mark is no suggestion: there is nothing to confirm.</source>
   <translation>Tanda ini bukan usulan: tidak ada yang perlu dikukuhkan.</translation>
  </message>
  <message>
   <source>Confirmed: {0}</source>
   <translation>Dikukuhkan: {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/todo_words</name>
  <message>
   <source>Claim without a source</source>
   <translation>Klaim tanpa sumber</translation>
  </message>
  <message>
   <source>Sentiment without a target</source>
   <translation>Sentimen tanpa sasaran</translation>
  </message>
  <message>
   <source>Entity missing</source>
   <translation>Entitas belum ada</translation>
  </message>
  <message>
   <source>Required value missing</source>
   <translation>Nilai wajib belum ada</translation>
  </message>
  <message>
   <source>Made under an older scheme</source>
   <translation>Dibuat dengan skema lama</translation>
  </message>
  <message>
   <source>Runs across paragraphs</source>
   <translation>Melintasi paragraf</translation>
  </message>
  <message>
   <source>Blank at its edge</source>
   <translation>Spasi di tepinya</translation>
  </message>
  <message>
   <source>Marked twice by one coder</source>
   <translation>Ditandai dua kali oleh satu pengode</translation>
  </message>
  <message>
   <source>Value that the scheme lacks</source>
   <translation>Nilai yang tidak ada di skema</translation>
  </message>
 </context>
 <context>
  <name>ui/view</name>
  <message>
   <source>← Back to the text</source>
   <translation>← Kembali ke teks</translation>
  </message>
 </context>
 <context>
  <name>ui/views/adjudication</name>
  <message>
   <source>Adjudicate</source>
   <translation>Adjudikasi</translation>
  </message>
  <message>
   <source>A B … accept · Shift also accept · X reject all · 0 nothing here · Enter edit · R reopen · N P next, previous · J K article · T note</source>
   <translation>A B … terima · Shift terima juga · X tolak semua · 0 tidak ada di sini · Enter sunting · R buka lagi · N P berikutnya, sebelumnya · J K artikel · T catatan</translation>
  </message>
  <message>
   <source>There is nothing to settle here: no article is coded by two of these coders. Bring in your colleagues’ copies with Project ▸ Merge…, or choose other coders or articles above.</source>
   <translation>Tidak ada yang perlu diputuskan: tidak ada artikel yang dikodekan oleh dua pengode ini. Masukkan salinan rekan Anda dengan Proyek ▸ Gabungkan…, atau pilih pengode atau artikel lain di atas.</translation>
  </message>
  <message>
   <source>{0} on which all agree came into the gold layer.</source>
   <translation>{0} yang disepakati semua masuk ke lapisan emas.</translation>
  </message>
  <message>
   <source>Accept what all agree on…</source>
   <translation>Terima yang disepakati semua…</translation>
  </message>
  <message>
   <source>In all these articles; one Undo takes it back</source>
   <translation>Di semua artikel ini; satu kali Urungkan menariknya kembali</translation>
  </message>
  <message>
   <source>Which to list</source>
   <translation>Yang didaftar</translation>
  </message>
  <message>
   <source>Coded by two or more</source>
   <translation>Dikodekan oleh dua atau lebih</translation>
  </message>
  <message>
   <source>Coded by anybody</source>
   <translation>Dikodekan oleh siapa pun</translation>
  </message>
  <message>
   <source>With suggestions</source>
   <translation>Dengan usulan</translation>
  </message>
  <message>
   <source>Everything is settled here.</source>
   <translation>Semuanya sudah diputuskan di sini.</translation>
  </message>
  <message>
   <source>Two copies changed this mark. Which version stays?</source>
   <translation>Dua salinan mengubah tanda ini. Versi mana yang tetap?</translation>
  </message>
  <message>
   <source>A suggestion that nobody has confirmed. B confirms it, X takes it away.</source>
   <translation>Usulan yang belum dikukuhkan siapa pun. B mengukuhkannya, X membuangnya.</translation>
  </message>
  <message>
   <source>Differences</source>
   <translation>Perbedaan</translation>
  </message>
  <message>
   <source>Still open</source>
   <translation>Masih terbuka</translation>
  </message>
  <message>
   <source>Everything</source>
   <translation>Semuanya</translation>
  </message>
  <message>
   <source>{0} of {1} settled here</source>
   <translation>{0} dari {1} diputuskan di sini</translation>
  </message>
  <message>
   <source>This is the last of these articles.</source>
   <translation>Ini yang terakhir dari artikel-artikel ini.</translation>
  </message>
  <message>
   <source>This project is open for reading only; nothing was settled.</source>
   <translation>Proyek ini dibuka hanya untuk dibaca; tidak ada yang diputuskan.</translation>
  </message>
  <message>
   <source>entry</source>
   <translation>butir</translation>
  </message>
  <message>
   <source>entries</source>
   <translation>butir</translation>
  </message>
  <message>
   <source>Everything listed here is settled. J goes on to the next article.</source>
   <translation>Semua yang didaftar di sini sudah diputuskan. J melanjutkan ke artikel berikutnya.</translation>
  </message>
  <message>
   <source> · not marked by {0}</source>
   <translation> · tidak ditandai oleh {0}</translation>
  </message>
  <message>
   <source>{0} of {1} in all</source>
   <translation>{0} dari {1} seluruhnya</translation>
  </message>
  <message>
   <source>Other version, {0}</source>
   <translation>Versi lain, {0}</translation>
  </message>
  <message>
   <source>Version kept, {0}</source>
   <translation>Versi yang dipertahankan, {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/views/agreement</name>
  <message>
   <source>Agreement of the coders</source>
   <translation>Kesepakatan para pengode</translation>
  </message>
  <message>
   <source>Something went wrong in the program; the project is untouched. Details are in {0}</source>
   <translation>Ada yang salah dalam program; proyek tidak tersentuh. Rincian ada di {0}</translation>
  </message>
  <message>
   <source>Lines at .667 and .800: Krippendorff’s bounds for tentative and for firm conclusions.</source>
   <translation>Garis di .667 dan .800: batas Krippendorff untuk kesimpulan sementara dan kesimpulan tegas.</translation>
  </message>
  <message>
   <source>Rows: the coder who comes first; columns: the other. A square is stronger the larger its share of the row.</source>
   <translation>Baris: pengode yang lebih dahulu; kolom: yang lain. Kotak makin kuat warnanya bila porsinya dalam baris makin besar.</translation>
  </message>
  <message>
   <source>The articles with the least agreement. Enter or a double click shows the coders side by side, with every disagreement.</source>
   <translation>Artikel dengan kesepakatan paling rendah. Enter atau klik ganda menampilkan para pengode berdampingan, dengan setiap perbedaan.</translation>
  </message>
  <message>
   <source>{0}; Enter or a double click goes there in the text.</source>
   <translation>{0}; Enter atau klik ganda membawa ke sana dalam teks.</translation>
  </message>
  <message>
   <source>No disagreement here.</source>
   <translation>Tidak ada ketidaksepakatan di sini.</translation>
  </message>
  <message>
   <source>disagreement</source>
   <translation>ketidaksepakatan</translation>
  </message>
  <message>
   <source>disagreements</source>
   <translation>ketidaksepakatan</translation>
  </message>
  <message>
   <source>Each coder against all others, by the week of the first mark in an article.</source>
   <translation>Setiap pengode terhadap semua yang lain, menurut minggu tanda pertama dalam artikel.</translation>
  </message>
  <message>
   <source>Everything was coded within one week; a line over time needs two.</source>
   <translation>Semuanya dikodekan dalam satu minggu; garis waktu memerlukan dua.</translation>
  </message>
  <message>
   <source>Export report…</source>
   <translation>Ekspor laporan…</translation>
  </message>
  <message>
   <source>Bootstrap rounds</source>
   <translation>Putaran bootstrap</translation>
  </message>
  <message>
   <source>Gamma as well (slow)</source>
   <translation>Gamma juga (lambat)</translation>
  </message>
  <message>
   <source>Measure</source>
   <translation>Ukur</translation>
  </message>
  <message>
   <source>All articles that two coders share</source>
   <translation>Semua artikel milik dua pengode atau lebih</translation>
  </message>
  <message>
   <source>Agreement needs the marks of two coders at least. Bring your colleagues’ copies in with Project ▸ Merge…</source>
   <translation>Kesepakatan memerlukan tanda sedikitnya dua pengode. Masukkan salinan rekan Anda dengan Proyek ▸ Gabungkan…</translation>
  </message>
  <message>
   <source>Parts of the report</source>
   <translation>Bagian laporan</translation>
  </message>
  <message>
   <source>Figures with their intervals</source>
   <translation>Angka dengan selangnya</translation>
  </message>
  <message>
   <source>How were the articles drawn? One sentence for the paragraph.</source>
   <translation>Bagaimana artikel ditarik? Satu kalimat untuk paragraf ini.</translation>
  </message>
  <message>
   <source>How the articles were drawn</source>
   <translation>Cara artikel ditarik</translation>
  </message>
  <message>
   <source>How were disagreements settled? One sentence.</source>
   <translation>Bagaimana ketidaksepakatan diputuskan? Satu kalimat.</translation>
  </message>
  <message>
   <source>How disagreements were settled</source>
   <translation>Cara ketidaksepakatan diputuskan</translation>
  </message>
  <message>
   <source>Copy the paragraph</source>
   <translation>Salin paragraf</translation>
  </message>
  <message>
   <source>Table</source>
   <translation>Tabel</translation>
  </message>
  <message>
   <source>Figures</source>
   <translation>Angka</translation>
  </message>
  <message>
   <source>What was confused</source>
   <translation>Yang tertukar</translation>
  </message>
  <message>
   <source>Confusion</source>
   <translation>Kekeliruan</translation>
  </message>
  <message>
   <source>Disagreements</source>
   <translation>Ketidaksepakatan</translation>
  </message>
  <message>
   <source>Coders by week</source>
   <translation>Pengode per minggu</translation>
  </message>
  <message>
   <source>Articles with the least agreement</source>
   <translation>Artikel dengan kesepakatan paling rendah</translation>
  </message>
  <message>
   <source>Export the report</source>
   <translation>Ekspor laporan</translation>
  </message>
  <message>
   <source>No intervals</source>
   <translation>Tanpa selang</translation>
  </message>
  <message>
   <source>Bootstrap over articles</source>
   <translation>Bootstrap atas artikel</translation>
  </message>
  <message>
   <source>Summary</source>
   <translation>Ringkasan</translation>
  </message>
  <message>
   <source>Tables</source>
   <translation>Tabel</translation>
  </message>
  <message>
   <source>Confusions</source>
   <translation>Kekeliruan</translation>
  </message>
  <message>
   <source>Coders over time</source>
   <translation>Pengode dari waktu ke waktu</translation>
  </message>
  <message>
   <source>Articles to look at</source>
   <translation>Artikel yang perlu dilihat</translation>
  </message>
  <message>
   <source>For the methods section</source>
   <translation>Untuk bagian metode</translation>
  </message>
  <message>
   <source>{0} coded by at least two of {1}; {2} in these.</source>
   <translation>{0} dikodekan oleh sedikitnya dua dari {1}; {2} di dalamnya.</translation>
  </message>
  <message>
   <source>Copied the paragraph.</source>
   <translation>Paragraf disalin.</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Teks</translation>
  </message>
  <message>
   <source>Web page</source>
   <translation>Halaman web</translation>
  </message>
  <message>
   <source>Word document</source>
   <translation>Dokumen Word</translation>
  </message>
  <message>
   <source>Excel workbook</source>
   <translation>Buku kerja Excel</translation>
  </message>
  <message>
   <source>Reliability of {0}</source>
   <translation>Reliabilitas {0}</translation>
  </message>
  <message>
   <source>Choose coders, labels and articles on the left, then Measure.</source>
   <translation>Pilih pengode, label dan artikel di kiri, lalu Ukur.</translation>
  </message>
  <message>
   <source>The set is empty. Choose another one.</source>
   <translation>Himpunan ini kosong. Pilih yang lain.</translation>
  </message>
  <message>
   <source>The report is in {0}</source>
   <translation>Laporan ada di {0}</translation>
  </message>
  <message>
   <source>{0} rounds</source>
   <translation>{0} putaran</translation>
  </message>
 </context>
 <context>
  <name>ui/views/articles</name>
  <message>
   <source>Started</source>
   <translation>Dimulai</translation>
  </message>
  <message>
   <source>Title, outlet, author, source…</source>
   <translation>Judul, media, penulis, sumber…</translation>
  </message>
  <message>
   <source>Filter by words</source>
   <translation>Saring menurut kata</translation>
  </message>
  <message>
   <source>in the texts as well</source>
   <translation>di dalam teks juga</translation>
  </message>
  <message>
   <source>Filter</source>
   <translation>Saringan</translation>
  </message>
  <message>
   <source>Assigned to</source>
   <translation>Ditugaskan kepada</translation>
  </message>
  <message>
   <source>No.</source>
   <translation>No.</translation>
  </message>
  <message>
   <source>Characters</source>
   <translation>Karakter</translation>
  </message>
  <message>
   <source>Address</source>
   <translation>Alamat</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>Sumber</translation>
  </message>
  <message>
   <source>Sets</source>
   <translation>Himpunan</translation>
  </message>
  <message>
   <source>Make</source>
   <translation>Buat</translation>
  </message>
  <message>
   <source>Rename the set</source>
   <translation>Ganti nama himpunan</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Ganti nama</translation>
  </message>
  <message>
   <source>Assign…</source>
   <translation>Tugaskan…</translation>
  </message>
  <message>
   <source>Edit…</source>
   <translation>Sunting…</translation>
  </message>
  <message>
   <source>Delete…</source>
   <translation>Hapus…</translation>
  </message>
  <message>
   <source>No articles yet. Press Ctrl+I.</source>
   <translation>Belum ada artikel. Tekan Ctrl+I.</translation>
  </message>
  <message>
   <source>Select articles to change them together. Ctrl+A takes all.</source>
   <translation>Pilih artikel untuk mengubahnya bersama-sama. Ctrl+A memilih semua.</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Tampilkan</translation>
  </message>
  <message>
   <source>Add the selected articles</source>
   <translation>Tambahkan artikel terpilih</translation>
  </message>
  <message>
   <source>Take the selected articles out</source>
   <translation>Keluarkan artikel terpilih</translation>
  </message>
  <message>
   <source>Rename…</source>
   <translation>Ganti nama…</translation>
  </message>
  <message>
   <source>Delete the set</source>
   <translation>Hapus himpunan</translation>
  </message>
  <message>
   <source>Untitled</source>
   <translation>Tanpa judul</translation>
  </message>
  <message>
   <source>New set of {0}</source>
   <translation>Himpunan baru dari {0}</translation>
  </message>
  <message>
   <source>{0} selected</source>
   <translation>{0} terpilih</translation>
  </message>
  <message>
   <source>New set of these…</source>
   <translation>Himpunan baru dari ini…</translation>
  </message>
  <message>
   <source>Deleted the set {0}. Ctrl+Z brings it back.</source>
   <translation>Himpunan {0} dihapus. Ctrl+Z mengembalikannya.</translation>
  </message>
 </context>
 <context>
  <name>ui/views/compare</name>
  <message>
   <source>Compare coders</source>
   <translation>Bandingkan pengode</translation>
  </message>
  <message>
   <source>N next · P previous · D next article with differences · Enter to the text</source>
   <translation>N berikutnya · P sebelumnya · D artikel berikutnya dengan perbedaan · Enter ke teks</translation>
  </message>
  <message>
   <source>No differences of the chosen kinds in this article.</source>
   <translation>Tidak ada perbedaan jenis terpilih dalam artikel ini.</translation>
  </message>
  <message>
   <source>Previous difference</source>
   <translation>Perbedaan sebelumnya</translation>
  </message>
  <message>
   <source>Next difference</source>
   <translation>Perbedaan berikutnya</translation>
  </message>
  <message>
   <source>Colours: differences</source>
   <translation>Warna: perbedaan</translation>
  </message>
  <message>
   <source>Colours: labels</source>
   <translation>Warna: label</translation>
  </message>
  <message>
   <source>Colours: coders</source>
   <translation>Warna: pengode</translation>
  </message>
  <message>
   <source>First coder</source>
   <translation>Pengode pertama</translation>
  </message>
  <message>
   <source>Second coder</source>
   <translation>Pengode kedua</translation>
  </message>
  <message>
   <source>Colours of the marks</source>
   <translation>Warna tanda</translation>
  </message>
  <message>
   <source>beside</source>
   <translation>di samping</translation>
  </message>
  <message>
   <source>Choose two different coders above.</source>
   <translation>Pilih dua pengode yang berbeda di atas.</translation>
  </message>
  <message>
   <source>There is nobody to compare yet: marks of two coders are needed. Bring in your colleagues’ copies with Project ▸ Merge…</source>
   <translation>Belum ada yang dapat dibandingkan: perlu tanda dari dua pengode. Masukkan salinan rekan Anda dengan Proyek ▸ Gabungkan…</translation>
  </message>
  <message>
   <source>There are no more articles with such differences.</source>
   <translation>Tidak ada artikel lagi dengan perbedaan seperti itu.</translation>
  </message>
 </context>
 <context>
  <name>ui/views/dashboard</name>
  <message>
   <source>Click to list these marks</source>
   <translation>Klik untuk mendaftar tanda ini</translation>
  </message>
  <message>
   <source>Save as picture…</source>
   <translation>Simpan sebagai gambar…</translation>
  </message>
  <message>
   <source>Marks over time</source>
   <translation>Tanda dari waktu ke waktu</translation>
  </message>
  <message>
   <source>Articles by status</source>
   <translation>Artikel menurut status</translation>
  </message>
  <message>
   <source>Assigned articles by coder</source>
   <translation>Artikel tugas menurut pengode</translation>
  </message>
  <message>
   <source>Marks by label over time</source>
   <translation>Tanda menurut label dari waktu ke waktu</translation>
  </message>
  <message>
   <source>Work by coder</source>
   <translation>Pekerjaan menurut pengode</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>Hari ini</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>Sebelumnya</translation>
  </message>
  <message>
   <source>Save as picture</source>
   <translation>Simpan sebagai gambar</translation>
  </message>
  <message>
   <source>Picture (*.png);;Drawing (*.svg)</source>
   <translation>Gambar (*.png);;Gambar vektor (*.svg)</translation>
  </message>
  <message>
   <source>by day of work</source>
   <translation>menurut hari kerja</translation>
  </message>
  <message>
   <source>by month of publication</source>
   <translation>menurut bulan terbit</translation>
  </message>
  <message>
   <source>done</source>
   <translation>selesai</translation>
  </message>
  <message>
   <source>marks today</source>
   <translation>tanda hari ini</translation>
  </message>
  <message>
   <source>articles done today</source>
   <translation>artikel selesai hari ini</translation>
  </message>
  <message>
   <source>Marks by coder</source>
   <translation>Tanda menurut pengode</translation>
  </message>
  <message>
   <source>progress {0}</source>
   <translation>kemajuan {0}</translation>
  </message>
  <message>
   <source>{0}: {1} in {2}, {3} done today</source>
   <translation>{0}: {1} dalam {2}, {3} selesai hari ini</translation>
  </message>
  <message>
   <source>The picture is in {0}</source>
   <translation>Gambar ada di {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/views/duplicates</name>
  <message>
   <source>Near-duplicates</source>
   <translation>Yang hampir sama</translation>
  </message>
  <message>
   <source>Find near-duplicates</source>
   <translation>Cari yang hampir sama</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Hentikan</translation>
  </message>
  <message>
   <source>Least similarity</source>
   <translation>Kemiripan terkecil</translation>
  </message>
  <message>
   <source>Share of common groups of three words, 0.3 to 1</source>
   <translation>Porsi kelompok tiga kata yang sama, 0,3 sampai 1</translation>
  </message>
  <message>
   <source>Groups of near-duplicates</source>
   <translation>Kelompok yang hampir sama</translation>
  </message>
  <message>
   <source>What the other one does not have is set off.</source>
   <translation>Yang tidak dimiliki artikel lain ditonjolkan.</translation>
  </message>
  <message>
   <source>{0} carried over. Ctrl+Z takes that back.</source>
   <translation>{0} dibawa. Ctrl+Z menariknya kembali.</translation>
  </message>
  <message>
   <source>{0} marked as wire copies, see Article.</source>
   <translation>{0} ditandai sebagai salinan kantor berita, lihat Artikel.</translation>
  </message>
  <message>
   <source>{0} · at least {1} % alike</source>
   <translation>{0} · sedikitnya {1} % serupa</translation>
  </message>
  <message>
   <source>Article on the left</source>
   <translation>Artikel di kiri</translation>
  </message>
  <message>
   <source>Article on the right</source>
   <translation>Artikel di kanan</translation>
  </message>
  <message>
   <source>Carry marks to the right →</source>
   <translation>Bawa tanda ke kanan →</translation>
  </message>
  <message>
   <source>← Carry marks to the left</source>
   <translation>← Bawa tanda ke kiri</translation>
  </message>
  <message>
   <source>Carry marks of the left one to all</source>
   <translation>Bawa tanda dari yang kiri ke semua</translation>
  </message>
  <message>
   <source>Others are wire copies of the left one</source>
   <translation>Yang lain salinan kantor berita dari yang kiri</translation>
  </message>
  <message>
   <source>Delete the right one…</source>
   <translation>Hapus yang kanan…</translation>
  </message>
  <message>
   <source>Keep only the left one…</source>
   <translation>Sisakan hanya yang kiri…</translation>
  </message>
  <message>
   <source>Copies of one wire story are found by the words that they share, in any language. Press “Find near-duplicates”; you can go on working meanwhile.</source>
   <translation>Salinan satu berita kantor berita ditemukan lewat kata yang sama, dalam bahasa apa pun. Tekan “Cari yang hampir sama”; sementara itu Anda dapat terus bekerja.</translation>
  </message>
  <message>
   <source>difference</source>
   <translation>perbedaan</translation>
  </message>
  <message>
   <source>differences</source>
   <translation>perbedaan</translation>
  </message>
  <message>
   <source>No article is nearly the same as another one.</source>
   <translation>Tidak ada artikel yang hampir sama dengan yang lain.</translation>
  </message>
  <message>
   <source>article is</source>
   <translation>artikel</translation>
  </message>
  <message>
   <source>articles are</source>
   <translation>artikel</translation>
  </message>
  <message>
   <source>group</source>
   <translation>kelompok</translation>
  </message>
  <message>
   <source>groups</source>
   <translation>kelompok</translation>
  </message>
  <message>
   <source>{0} with {1}</source>
   <translation>{0} dengan {1}</translation>
  </message>
 </context>
 <context>
  <name>ui/views/entities</name>
  <message>
   <source>An entity is one real-world actor under all its names. “New” adds one, “Proposals” gathers the marks that name none yet, and a table can be imported.</source>
   <translation>Entitas adalah satu aktor di dunia nyata dengan semua namanya. “Baru” menambah satu, “Usulan” mengumpulkan tanda yang belum menyebut siapa pun, dan tabel dapat diimpor.</translation>
  </message>
  <message>
   <source>Registry</source>
   <translation>Daftar induk</translation>
  </message>
  <message>
   <source>Proposals</source>
   <translation>Usulan</translation>
  </message>
  <message>
   <source>Registry or proposals</source>
   <translation>Daftar induk atau usulan</translation>
  </message>
  <message>
   <source>Table ▾</source>
   <translation>Tabel ▾</translation>
  </message>
  <message>
   <source>Import and export of the registry</source>
   <translation>Impor dan ekspor daftar induk</translation>
  </message>
  <message>
   <source>Import from CSV or Excel…</source>
   <translation>Impor dari CSV atau Excel…</translation>
  </message>
  <message>
   <source>Export to CSV or Excel…</source>
   <translation>Ekspor ke CSV atau Excel…</translation>
  </message>
  <message>
   <source>Name, alias, type, party …</source>
   <translation>Nama, alias, jenis, partai …</translation>
  </message>
  <message>
   <source>Filter entities</source>
   <translation>Saring entitas</translation>
  </message>
  <message>
   <source>Page</source>
   <translation>Halaman</translation>
  </message>
  <message>
   <source>Form</source>
   <translation>Formulir</translation>
  </message>
  <message>
   <source>Page or form of the entity</source>
   <translation>Halaman atau formulir entitas</translation>
  </message>
  <message>
   <source>Merge makes one of them: their marks move together and the names become aliases.</source>
   <translation>Gabungkan menjadikannya satu: tandanya pindah bersama dan nama-namanya menjadi alias.</translation>
  </message>
  <message>
   <source>No entity is chosen.</source>
   <translation>Tidak ada entitas terpilih.</translation>
  </message>
  <message>
   <source>New entity</source>
   <translation>Entitas baru</translation>
  </message>
  <message>
   <source>Delete {0}? {1} will name nobody then; the marks stay. Ctrl+Z brings all back.</source>
   <translation>Hapus {0}? {1} lalu tidak menyebut siapa pun; tandanya tetap. Ctrl+Z mengembalikan semuanya.</translation>
  </message>
  <message>
   <source>{0} got an entity. Ctrl+Z takes it back.</source>
   <translation>{0} mendapat entitas. Ctrl+Z menariknya kembali.</translation>
  </message>
  <message>
   <source>Import entities</source>
   <translation>Impor entitas</translation>
  </message>
  <message>
   <source>Export entities</source>
   <translation>Ekspor entitas</translation>
  </message>
  <message>
   <source>{0} are in {1}</source>
   <translation>{0} ada di {1}</translation>
  </message>
  <message>
   <source>Split…</source>
   <translation>Pisahkan…</translation>
  </message>
  <message>
   <source>Imported: {0}</source>
   <translation>Diimpor: {0}</translation>
  </message>
  <message>
   <source>Merged into {0}. Ctrl+Z parts them again.</source>
   <translation>Digabung ke {0}. Ctrl+Z memisahkannya lagi.</translation>
  </message>
  <message>
   <source>Split off {0}. Ctrl+Z joins them again.</source>
   <translation>{0} dipisahkan. Ctrl+Z menyatukannya lagi.</translation>
  </message>
  <message>
   <source>Something went wrong: details are in {0}</source>
   <translation>Ada yang salah: rincian ada di {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/views/history</name>
  <message>
   <source>Sets and assignments</source>
   <translation>Himpunan dan penugasan</translation>
  </message>
  <message>
   <source>Scheme</source>
   <translation>Skema</translation>
  </message>
  <message>
   <source>Deleted things</source>
   <translation>Hal yang dihapus</translation>
  </message>
  <message>
   <source>Undone and redone</source>
   <translation>Diurungkan dan diulangi</translation>
  </message>
  <message>
   <source>Merged</source>
   <translation>Digabung</translation>
  </message>
  <message>
   <source>Any day</source>
   <translation>Hari apa pun</translation>
  </message>
  <message>
   <source>The last 7 days</source>
   <translation>7 hari terakhir</translation>
  </message>
  <message>
   <source>The last 30 days</source>
   <translation>30 hari terakhir</translation>
  </message>
  <message>
   <source>One day…</source>
   <translation>Satu hari…</translation>
  </message>
  <message>
   <source>Compact…</source>
   <translation>Padatkan…</translation>
  </message>
  <message>
   <source>Words in a name, a quote or a note</source>
   <translation>Kata dalam nama, kutipan atau catatan</translation>
  </message>
  <message>
   <source>Search the history</source>
   <translation>Cari dalam riwayat</translation>
  </message>
  <message>
   <source>Days</source>
   <translation>Hari</translation>
  </message>
  <message>
   <source>Day</source>
   <translation>Hari</translation>
  </message>
  <message>
   <source>Only one mark  ✕</source>
   <translation>Hanya satu tanda  ✕</translation>
  </message>
  <message>
   <source>Every coder</source>
   <translation>Setiap pengode</translation>
  </message>
  <message>
   <source>Reading …</source>
   <translation>Membaca …</translation>
  </message>
  <message>
   <source>Nothing in the history is like that.</source>
   <translation>Tidak ada dalam riwayat yang seperti itu.</translation>
  </message>
  <message>
   <source>Changes</source>
   <translation>Perubahan</translation>
  </message>
  <message>
   <source>Show more</source>
   <translation>Tampilkan lagi</translation>
  </message>
  <message>
   <source>Bring back</source>
   <translation>Kembalikan</translation>
  </message>
  <message>
   <source>Go there</source>
   <translation>Ke sana</translation>
  </message>
  <message>
   <source>Only this article</source>
   <translation>Hanya artikel ini</translation>
  </message>
  <message>
   <source>thing is</source>
   <translation>hal</translation>
  </message>
  <message>
   <source>things are</source>
   <translation>hal</translation>
  </message>
  <message>
   <source>Show the history of the whole project</source>
   <translation>Tampilkan riwayat seluruh proyek</translation>
  </message>
  <message>
   <source>a deleted article</source>
   <translation>artikel yang dihapus</translation>
  </message>
  <message>
   <source>This article is not in the project any more.</source>
   <translation>Artikel ini tidak ada lagi dalam proyek.</translation>
  </message>
  <message>
   <source>Only {0}  ✕</source>
   <translation>Hanya {0}  ✕</translation>
  </message>
  <message>
   <source>{0} back. Ctrl+Z takes that back.</source>
   <translation>{0} kembali. Ctrl+Z menarik itu kembali.</translation>
  </message>
 </context>
 <context>
  <name>ui/views/marks</name>
  <message>
   <source>All marks</source>
   <translation>Semua tanda</translation>
  </message>
  <message>
   <source>Words in the quote…</source>
   <translation>Kata dalam kutipan…</translation>
  </message>
  <message>
   <source>Filter by words in the quote</source>
   <translation>Saring menurut kata dalam kutipan</translation>
  </message>
  <message>
   <source>in the notes as well</source>
   <translation>di dalam catatan juga</translation>
  </message>
  <message>
   <source>Changed</source>
   <translation>Diubah</translation>
  </message>
  <message>
   <source>Delete marks</source>
   <translation>Hapus tanda</translation>
  </message>
  <message>
   <source>Nothing to do here: no mark fits.</source>
   <translation>Tidak ada tugas di sini: tidak ada tanda yang cocok.</translation>
  </message>
  <message>
   <source>No marks yet.</source>
   <translation>Belum ada tanda.</translation>
  </message>
  <message>
   <source>Select marks to change them together. Ctrl+A takes all.</source>
   <translation>Pilih tanda untuk mengubahnya bersama-sama. Ctrl+A memilih semua.</translation>
  </message>
  <message>
   <source>Delete {0}? Undo (Ctrl+Z) brings everything back.</source>
   <translation>Hapus {0}? Urungkan (Ctrl+Z) mengembalikan semuanya.</translation>
  </message>
 </context>
 <context>
  <name>ui/views/recheck</name>
  <message>
   <source>Enter or a double click goes to the text; Space says it holds.</source>
   <translation>Enter atau klik ganda menuju teks; Spasi berarti masih berlaku.</translation>
  </message>
  <message>
   <source>Re-check</source>
   <translation>Periksa ulang</translation>
  </message>
  <message>
   <source>Labels whose rules changed</source>
   <translation>Label yang aturannya berubah</translation>
  </message>
  <message>
   <source>The rule that holds now</source>
   <translation>Aturan yang kini berlaku</translation>
  </message>
  <message>
   <source>Marks to be looked at again</source>
   <translation>Tanda yang perlu dilihat lagi</translation>
  </message>
  <message>
   <source>The chosen ones hold</source>
   <translation>Yang terpilih masih berlaku</translation>
  </message>
  <message>
   <source>All of this label hold</source>
   <translation>Semua dari label ini masih berlaku</translation>
  </message>
  <message>
   <source>Nothing is to be checked again. Marks come here when the rules of their label change after they were made.</source>
   <translation>Tidak ada yang perlu diperiksa ulang. Tanda masuk ke sini bila aturan labelnya berubah setelah tanda dibuat.</translation>
  </message>
 </context>
 <context>
  <name>ui/views/repair</name>
  <message>
   <source>Repair the text</source>
   <translation>Perbaiki teks</translation>
  </message>
  <message>
   <source>The text was edited but not repaired yet. Throw the edits away?</source>
   <translation>Teks sudah disunting tetapi belum diperbaiki. Buang suntingannya?</translation>
  </message>
  <message>
   <source>Repaired. {0} went with their text; Ctrl+Z takes it back.</source>
   <translation>Diperbaiki. {0} ikut bersama teksnya; Ctrl+Z menariknya kembali.</translation>
  </message>
  <message>
   <source>Case</source>
   <translation>Huruf besar</translation>
  </message>
  <message>
   <source>Encoding as which it was read</source>
   <translation>Pengodean yang dipakai membacanya</translation>
  </message>
  <message>
   <source>Encoding that it is in</source>
   <translation>Pengodean yang sebenarnya</translation>
  </message>
  <message>
   <source>Start again</source>
   <translation>Mulai lagi</translation>
  </message>
  <message>
   <source>Text of the article</source>
   <translation>Teks artikel</translation>
  </message>
  <message>
   <source>Choose an article first.</source>
   <translation>Pilih artikel dahulu.</translation>
  </message>
  <message>
   <source>The letters look as if UTF-8 had been read as {0}: press “Decode again”.</source>
   <translation>Hurufnya seperti UTF-8 yang dibaca sebagai {0}: tekan “Dekode lagi”.</translation>
  </message>
  <message>
   <source>Keep on editing</source>
   <translation>Terus menyunting</translation>
  </message>
  <message>
   <source>Throw them away</source>
   <translation>Buang</translation>
  </message>
  <message>
   <source>Read from a file</source>
   <translation>Baca dari berkas</translation>
  </message>
  <message>
   <source>What becomes of the marks</source>
   <translation>Nasib tanda</translation>
  </message>
  <message>
   <source>Find</source>
   <translation>Cari</translation>
  </message>
  <message>
   <source>Replace with</source>
   <translation>Ganti dengan</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Berikutnya</translation>
  </message>
  <message>
   <source>Replace all</source>
   <translation>Ganti semua</translation>
  </message>
  <message>
   <source>It was read as</source>
   <translation>Dibaca sebagai</translation>
  </message>
  <message>
   <source>but is</source>
   <translation>padahal</translation>
  </message>
  <message>
   <source>Decode again</source>
   <translation>Dekode lagi</translation>
  </message>
  <message>
   <source>Read from a file…</source>
   <translation>Baca dari berkas…</translation>
  </message>
  <message>
   <source>This text cannot be edited here without loss.</source>
   <translation>Teks ini tidak dapat disunting di sini tanpa kehilangan.</translation>
  </message>
  <message>
   <source>Not found.</source>
   <translation>Tidak ditemukan.</translation>
  </message>
  <message>
   <source>place</source>
   <translation>tempat</translation>
  </message>
  <message>
   <source>places</source>
   <translation>tempat</translation>
  </message>
  <message>
   <source>Some marks are not saved yet. Save them first.</source>
   <translation>Beberapa tanda belum tersimpan. Simpan dahulu.</translation>
  </message>
  <message>
   <source>The text could not be read back exactly, so nothing was changed.</source>
   <translation>Teks tidak dapat dibaca kembali dengan persis, jadi tidak ada yang diubah.</translation>
  </message>
  <message>
   <source>Replaced in {0}.</source>
   <translation>Diganti di {0}.</translation>
  </message>
  <message>
   <source>{0} marks wait for a decision</source>
   <translation>{0} tanda menunggu keputusan</translation>
  </message>
  <message>
   <source>{0} more wait</source>
   <translation>{0} lagi menunggu</translation>
  </message>
 </context>
 <context>
  <name>ui/views/scheme</name>
  <message>
   <source>Choose a label, an attribute, a relation type or a variable.</source>
   <translation>Pilih label, atribut, jenis relasi atau variabel.</translation>
  </message>
  <message>
   <source>Take back</source>
   <translation>Tarik kembali</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>Buang</translation>
  </message>
  <message>
   <source>Apply…</source>
   <translation>Terapkan…</translation>
  </message>
  <message>
   <source>new label</source>
   <translation>label baru</translation>
  </message>
  <message>
   <source>new attribute</source>
   <translation>atribut baru</translation>
  </message>
  <message>
   <source>new relation</source>
   <translation>relasi baru</translation>
  </message>
  <message>
   <source>new variable</source>
   <translation>variabel baru</translation>
  </message>
  <message>
   <source>Move up	Alt+Up</source>
   <translation>Naikkan	Alt+Up</translation>
  </message>
  <message>
   <source>Move down	Alt+Down</source>
   <translation>Turunkan	Alt+Down</translation>
  </message>
  <message>
   <source>Duplicate</source>
   <translation>Gandakan</translation>
  </message>
  <message>
   <source>Remove	Del</source>
   <translation>Buang	Del</translation>
  </message>
  <message>
   <source>Merge with other labels…</source>
   <translation>Gabungkan dengan label lain…</translation>
  </message>
  <message>
   <source>Replace values on marks…</source>
   <translation>Ganti nilai pada tanda…</translation>
  </message>
  <message>
   <source>The changes of the scheme are not applied yet. Marks are as they were.</source>
   <translation>Perubahan skema belum diterapkan. Tanda masih seperti semula.</translation>
  </message>
  <message>
   <source>Import a scheme</source>
   <translation>Impor skema</translation>
  </message>
  <message>
   <source>Add what is new</source>
   <translation>Tambahkan yang baru</translation>
  </message>
  <message>
   <source>Take it in place of ours</source>
   <translation>Pakai sebagai pengganti milik kita</translation>
  </message>
  <message>
   <source>Export the scheme</source>
   <translation>Ekspor skema</translation>
  </message>
  <message>
   <source>Start from a template…</source>
   <translation>Mulai dari templat…</translation>
  </message>
  <message>
   <source>Import…</source>
   <translation>Impor…</translation>
  </message>
  <message>
   <source>Versions…</source>
   <translation>Versi…</translation>
  </message>
  <message>
   <source>Label below this one</source>
   <translation>Label di bawah ini</translation>
  </message>
  <message>
   <source>Attribute of the label</source>
   <translation>Atribut label</translation>
  </message>
  <message>
   <source>Relation type</source>
   <translation>Jenis relasi</translation>
  </message>
  <message>
   <source>Article variable</source>
   <translation>Variabel artikel</translation>
  </message>
  <message>
   <source>not applied yet</source>
   <translation>belum diterapkan</translation>
  </message>
  <message>
   <source>Choose the label first that gets the attribute.</source>
   <translation>Pilih dahulu label yang mendapat atribut.</translation>
  </message>
  <message>
   <source>Offer again</source>
   <translation>Tawarkan lagi</translation>
  </message>
  <message>
   <source>Retire (marks keep it)</source>
   <translation>Pensiunkan (tetap pada tanda)</translation>
  </message>
  <message>
   <source>The scheme is applied. Undo takes it back.</source>
   <translation>Skema sudah diterapkan. Urungkan menariknya kembali.</translation>
  </message>
  <message>
   <source>Apply or discard the changes of the draft first.</source>
   <translation>Terapkan atau buang dahulu perubahan konsep.</translation>
  </message>
  <message>
   <source>Stay here</source>
   <translation>Tetap di sini</translation>
  </message>
  <message>
   <source>Keep the draft for later</source>
   <translation>Simpan konsep untuk nanti</translation>
  </message>
  <message>
   <source>Schemes ({0})</source>
   <translation>Skema ({0})</translation>
  </message>
  <message>
   <source>“{0}” has {1} labels, {2} relation types and {3} article variables. Either way it comes into the draft, and nothing changes before you apply it.</source>
   <translation>“{0}” memiliki {1} label, {2} jenis relasi dan {3} variabel artikel. Bagaimanapun ia masuk ke konsep, dan tidak ada yang berubah sebelum Anda menerapkannya.</translation>
  </message>
  <message>
   <source> (and {0} more)</source>
   <translation> (dan {0} lagi)</translation>
  </message>
 </context>
 <context>
  <name>ui/views/search</name>
  <message>
   <source>Search</source>
   <translation>Cari</translation>
  </message>
  <message>
   <source>hit</source>
   <translation>temuan</translation>
  </message>
  <message>
   <source>hits</source>
   <translation>temuan</translation>
  </message>
  <message>
   <source>Nothing was found for this search.</source>
   <translation>Tidak ada yang ditemukan untuk pencarian ini.</translation>
  </message>
  <message>
   <source>Put the label “{0}” on {1}? One Ctrl+Z takes all of it back.</source>
   <translation>Pasang label “{0}” pada {1}? Satu kali Ctrl+Z menarik semuanya kembali.</translation>
  </message>
  <message>
   <source>line</source>
   <translation>baris</translation>
  </message>
  <message>
   <source>lines</source>
   <translation>baris</translation>
  </message>
  <message>
   <source>Export the table…</source>
   <translation>Ekspor tabel…</translation>
  </message>
  <message>
   <source>How to search</source>
   <translation>Cara mencari</translation>
  </message>
  <message>
   <source>Words, “phrases”, AND OR NOT, serang*, NEAR/5, /regex/, label:claim …</source>
   <translation>Kata, “frasa”, AND OR NOT, serang*, NEAR/5, /regex/, label:claim …</translation>
  </message>
  <message>
   <source>Search for</source>
   <translation>Cari</translation>
  </message>
  <message>
   <source>Capitals count</source>
   <translation>Huruf besar diperhitungkan</translation>
  </message>
  <message>
   <source>Accents count</source>
   <translation>Aksen diperhitungkan</translation>
  </message>
  <message>
   <source>Everywhere</source>
   <translation>Di mana saja</translation>
  </message>
  <message>
   <source>Also in titles, other metadata and notes</source>
   <translation>Juga dalam judul, metadata lain dan catatan</translation>
  </message>
  <message>
   <source>Conditions</source>
   <translation>Syarat</translation>
  </message>
  <message>
   <source>Build conditions on marks and articles</source>
   <translation>Susun syarat atas tanda dan artikel</translation>
  </message>
  <message>
   <source>Concordance</source>
   <translation>Konkordansi</translation>
  </message>
  <message>
   <source>How the hits are shown</source>
   <translation>Cara temuan ditampilkan</translation>
  </message>
  <message>
   <source>Order</source>
   <translation>Urutan</translation>
  </message>
  <message>
   <source>Searching …</source>
   <translation>Mencari …</translation>
  </message>
  <message>
   <source>Type a word to find it in every article. “How to search” shows what else can be asked, with examples to click.</source>
   <translation>Ketik kata untuk menemukannya di setiap artikel. “Cara mencari” menunjukkan apa lagi yang dapat ditanyakan, dengan contoh untuk diklik.</translation>
  </message>
  <message>
   <source>0 hits</source>
   <translation>0 temuan</translation>
  </message>
  <message>
   <source>Export the table</source>
   <translation>Ekspor tabel</translation>
  </message>
  <message>
   <source>{0} in {1}</source>
   <translation>{0} dalam {1}</translation>
  </message>
  <message>
   <source>“Everywhere” also looks into titles, other metadata and notes.</source>
   <translation>“Di mana saja” juga mencari dalam judul, metadata lain dan catatan.</translation>
  </message>
  <message>
   <source>Capitals or accents count now; without them more may be found.</source>
   <translation>Huruf besar atau aksen kini diperhitungkan; tanpanya mungkin lebih banyak yang ditemukan.</translation>
  </message>
  <message>
   <source>As added</source>
   <translation>Seperti ditambahkan</translation>
  </message>
  <message>
   <source>Newest first</source>
   <translation>Terbaru dahulu</translation>
  </message>
  <message>
   <source>Oldest first</source>
   <translation>Terlama dahulu</translation>
  </message>
  <message>
   <source>By outlet</source>
   <translation>Menurut media</translation>
  </message>
  <message>
   <source>By title</source>
   <translation>Menurut judul</translation>
  </message>
  <message>
   <source>As in the texts</source>
   <translation>Seperti dalam teks</translation>
  </message>
  <message>
   <source>By the words to the left</source>
   <translation>Menurut kata di kiri</translation>
  </message>
  <message>
   <source>By the hit</source>
   <translation>Menurut temuan</translation>
  </message>
  <message>
   <source>By the words to the right</source>
   <translation>Menurut kata di kanan</translation>
  </message>
  <message>
   <source>By date</source>
   <translation>Menurut tanggal</translation>
  </message>
  <message>
   <source>Marked {0}. Ctrl+Z takes all back.</source>
   <translation>{0} ditandai. Ctrl+Z menarik semuanya kembali.</translation>
  </message>
  <message>
   <source>The first {0}; ask for less to see all</source>
   <translation>{0} pertama; persempit untuk melihat semuanya</translation>
  </message>
  <message>
   <source>Mark them</source>
   <translation>Tandai</translation>
  </message>
  <message>
   <source>{0} had that mark already.</source>
   <translation>{0} sudah memiliki tanda itu.</translation>
  </message>
  <message>
   <source>The search stopped: details are in {0}</source>
   <translation>Pencarian berhenti: rincian ada di {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/views/workbook_edits</name>
  <message>
   <source>Edits of a workbook</source>
   <translation>Suntingan buku kerja</translation>
  </message>
  <message>
   <source>Also delete the {0} marks that have no row there any more</source>
   <translation>Hapus juga {0} tanda yang barisnya tidak ada lagi di sana</translation>
  </message>
  <message>
   <source>The mark was changed here after the workbook was written.</source>
   <translation>Tanda ini diubah di sini setelah buku kerja ditulis.</translation>
  </message>
  <message>
   <source>Choose a workbook…</source>
   <translation>Pilih buku kerja…</translation>
  </message>
  <message>
   <source>Take</source>
   <translation>Ambil</translation>
  </message>
  <message>
   <source>Tick all</source>
   <translation>Centang semua</translation>
  </message>
  <message>
   <source>Tick none</source>
   <translation>Kosongkan centang</translation>
  </message>
  <message>
   <source>Not taken</source>
   <translation>Tidak diambil</translation>
  </message>
  <message>
   <source>Differences between the workbook and the project</source>
   <translation>Perbedaan antara buku kerja dan proyek</translation>
  </message>
  <message>
   <source>Choose a workbook</source>
   <translation>Pilih buku kerja</translation>
  </message>
  <message>
   <source>Workbooks (*.xlsx)</source>
   <translation>Buku kerja (*.xlsx)</translation>
  </message>
  <message>
   <source>Export an Excel workbook, correct labels, attributes, entities, notes, status or variables in it, and choose it here. You see every difference before anything is changed.</source>
   <translation>Ekspor buku kerja Excel, betulkan label, atribut, entitas, catatan, status atau variabel di dalamnya, dan pilih di sini. Anda melihat setiap perbedaan sebelum ada yang diubah.</translation>
  </message>
  <message>
   <source>edit</source>
   <translation>suntingan</translation>
  </message>
  <message>
   <source>edits</source>
   <translation>suntingan</translation>
  </message>
  <message>
   <source>  (changed here since)</source>
   <translation>  (diubah di sini sejak itu)</translation>
  </message>
  <message>
   <source>“{0}”: {1} compared, {2}.</source>
   <translation>“{0}”: {1} dibandingkan, {2}.</translation>
  </message>
  <message>
   <source>Differences of marks that were changed here since are not ticked: taking them may undo that.</source>
   <translation>Perbedaan pada tanda yang sejak itu diubah di sini tidak dicentang: mengambilnya mungkin membatalkan perubahan itu.</translation>
  </message>
  <message>
   <source>{0} taken, {1} deleted. Ctrl+Z takes all of it back.</source>
   <translation>{0} diambil, {1} dihapus. Ctrl+Z menarik semuanya kembali.</translation>
  </message>
  <message>
   <source>Where</source>
   <translation>Di mana</translation>
  </message>
  <message>
   <source>Here</source>
   <translation>Di sini</translation>
  </message>
  <message>
   <source>In the file</source>
   <translation>Dalam berkas</translation>
  </message>
  <message>
   <source>Comparing “{0}” with the project …</source>
   <translation>Membandingkan “{0}” dengan proyek …</translation>
  </message>
  <message>
   <source>Not taken ({0})</source>
   <translation>Tidak diambil ({0})</translation>
  </message>
  <message>
   <source>Take {0}</source>
   <translation>Ambil {0}</translation>
  </message>
  <message>
   <source>It was made of a part of the project: {0}.</source>
   <translation>Dibuat dari sebagian proyek: {0}.</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/article_filter</name>
  <message>
   <source>any</source>
   <translation>apa saja</translation>
  </message>
  <message>
   <source>Set</source>
   <translation>Himpunan</translation>
  </message>
  <message>
   <source>Has marks of</source>
   <translation>Memiliki tanda</translation>
  </message>
  <message>
   <source>No marks of</source>
   <translation>Tanpa tanda</translation>
  </message>
  <message>
   <source>Variable</source>
   <translation>Variabel</translation>
  </message>
  <message>
   <source>Metadata</source>
   <translation>Metadata</translation>
  </message>
  <message>
   <source>○ New</source>
   <translation>○ Baru</translation>
  </message>
  <message>
   <source>◐ Started</source>
   <translation>◐ Dimulai</translation>
  </message>
  <message>
   <source>● Done</source>
   <translation>● Selesai</translation>
  </message>
  <message>
   <source>Until</source>
   <translation>Sampai</translation>
  </message>
  <message>
   <source>A date may be shortened: 2025, 2025-04, 2025-04-26.</source>
   <translation>Tanggal boleh disingkat: 2025, 2025-04, 2025-04-26.</translation>
  </message>
  <message>
   <source>Values of {0}</source>
   <translation>Nilai {0}</translation>
  </message>
  <message>
   <source>(nobody)</source>
   <translation>(tidak seorang pun)</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/article_list</name>
  <message>
   <source>{0} marks</source>
   <translation>{0} tanda</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/banner</name>
  <message>
   <source>Close this message</source>
   <translation>Tutup pesan ini</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/bar_chart</name>
  <message>
   <source>unknown</source>
   <translation>tidak diketahui</translation>
  </message>
  <message>
   <source>most: {0}</source>
   <translation>terbanyak: {0}</translation>
  </message>
  <message>
   <source>others: {0}</source>
   <translation>lainnya: {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/case_list</name>
  <message>
   <source>Differences of this article</source>
   <translation>Perbedaan artikel ini</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/case_page</name>
  <message>
   <source>Show or hide these</source>
   <translation>Tampilkan atau sembunyikan ini</translation>
  </message>
  <message>
   <source>{0} of {1} articles</source>
   <translation>{0} dari {1} artikel</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/claim_card</name>
  <message>
   <source>Back to the text (Esc)</source>
   <translation>Kembali ke teks (Esc)</translation>
  </message>
  <message>
   <source>Close the card</source>
   <translation>Tutup kartu</translation>
  </message>
  <message>
   <source>Enter, then pick in the text</source>
   <translation>Enter, lalu pilih dalam teks</translation>
  </message>
  <message>
   <source>Select the word</source>
   <translation>Pilih katanya</translation>
  </message>
  <message>
   <source>Pick or select in the text…</source>
   <translation>Ambil atau pilih dalam teks…</translation>
  </message>
  <message>
   <source>↑ ↓ field · Enter pick · + one more · Del clear · → its mark · Tab to the values, 1–9 takes one · Esc back to the text</source>
   <translation>↑ ↓ isian · Enter ambil · + satu lagi · Del kosongkan · → tandanya · Tab ke nilai, 1–9 memilih satu · Esc kembali ke teks</translation>
  </message>
  <message>
   <source>The scheme has neither relations nor attributes for this label.</source>
   <translation>Skema tidak memiliki relasi maupun atribut untuk label ini.</translation>
  </message>
  <message>
   <source>Tab selects the next word, Shift+arrows any text; Enter takes it. Esc lets go.</source>
   <translation>Tab memilih kata berikutnya, Shift+panah teks apa pun; Enter mengambilnya. Esc melepaskan.</translation>
  </message>
  <message>
   <source>Tab goes to a fitting mark, Enter takes it. Or select text: {0}. Esc lets go.</source>
   <translation>Tab menuju tanda yang cocok, Enter mengambilnya. Atau pilih teks: {0}. Esc melepaskan.</translation>
  </message>
  <message>
   <source>{0} card</source>
   <translation>Kartu {0}</translation>
  </message>
  <message>
   <source>Enter {0}</source>
   <translation>Enter {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/coder_button</name>
  <message>
   <source>Nobody</source>
   <translation>Tidak seorang pun</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/coding_bar</name>
  <message>
   <source>Label for the ticked lines</source>
   <translation>Label untuk baris yang dicentang</translation>
  </message>
  <message>
   <source>What gets the mark</source>
   <translation>Yang mendapat tanda</translation>
  </message>
  <message>
   <source>the hit</source>
   <translation>temuannya</translation>
  </message>
  <message>
   <source>its sentence</source>
   <translation>kalimatnya</translation>
  </message>
  <message>
   <source>{0} of {1} ticked</source>
   <translation>{0} dari {1} dicentang</translation>
  </message>
  <message>
   <source>Mark {0}</source>
   <translation>Tandai {0}</translation>
  </message>
  <message>
   <source>Attributes of the marks: {0}</source>
   <translation>Atribut tanda: {0}</translation>
  </message>
  <message>
   <source>Attributes</source>
   <translation>Atribut</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/colour_choice</name>
  <message>
   <source>Contrast {0} : 1 on light, {1} : 1 on dark.</source>
   <translation>Kontras {0} : 1 di terang, {1} : 1 di gelap.</translation>
  </message>
  <message>
   <source>Colour in the light theme</source>
   <translation>Warna dalam tema terang</translation>
  </message>
  <message>
   <source>Colour in the dark theme</source>
   <translation>Warna dalam tema gelap</translation>
  </message>
  <message>
   <source>How the label looks</source>
   <translation>Tampilan label</translation>
  </message>
  <message>
   <source>These words are marked</source>
   <translation>Kata-kata ini ditandai</translation>
  </message>
  <message>
   <source>Hard to read: take a stronger colour.</source>
   <translation>Sulit dibaca: pilih warna yang lebih kuat.</translation>
  </message>
  <message>
   <source>Too near to “{0}”, with the same line, for {1}.</source>
   <translation>Terlalu dekat dengan “{0}”, dengan garis yang sama, untuk {1}.</translation>
  </message>
  <message>
   <source>A little low for small text.</source>
   <translation>Agak rendah untuk teks kecil.</translation>
  </message>
  <message>
   <source>everybody</source>
   <translation>semua orang</translation>
  </message>
  <message>
   <source>Colour {0}</source>
   <translation>Warna {0}</translation>
  </message>
  <message>
   <source>who is {0}</source>
   <translation>yang {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/column_mapping</name>
  <message>
   <source>What each column is. Several columns of text are joined by a blank line; what is kept as it is becomes further metadata. The choice is remembered for tables with these columns.</source>
   <translation>Isi setiap kolom. Beberapa kolom teks disambung dengan baris kosong; yang disimpan apa adanya menjadi metadata tambahan. Pilihan diingat untuk tabel dengan kolom-kolom ini.</translation>
  </message>
  <message>
   <source>Date</source>
   <translation>Tanggal</translation>
  </message>
  <message>
   <source>Identity</source>
   <translation>Identitas</translation>
  </message>
  <message>
   <source>Keep as it is</source>
   <translation>Simpan apa adanya</translation>
  </message>
  <message>
   <source>Leave out</source>
   <translation>Tinggalkan</translation>
  </message>
  <message>
   <source>What the column {0} is</source>
   <translation>Isi kolom {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/concordance_page</name>
  <message>
   <source>Every hit stands here on a line of its own, with what is around it.</source>
   <translation>Setiap temuan berdiri di sini pada barisnya sendiri, dengan teks di sekitarnya.</translation>
  </message>
  <message>
   <source>By month</source>
   <translation>Per bulan</translation>
  </message>
  <message>
   <source>By wording</source>
   <translation>Per bentuk kata</translation>
  </message>
  <message>
   <source>Click a bar to see only its lines.</source>
   <translation>Klik batang untuk melihat hanya barisnya.</translation>
  </message>
  <message>
   <source>no mark</source>
   <translation>tanpa tanda</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/condition_rows</name>
  <message>
   <source>+ Condition</source>
   <translation>+ Syarat</translation>
  </message>
  <message>
   <source>Condition on</source>
   <translation>Syarat atas</translation>
  </message>
  <message>
   <source>Is or is not</source>
   <translation>Adalah atau bukan</translation>
  </message>
  <message>
   <source>is</source>
   <translation>adalah</translation>
  </message>
  <message>
   <source>is not</source>
   <translation>bukan</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Nilai</translation>
  </message>
  <message>
   <source>value, * for any</source>
   <translation>nilai, * untuk apa saja</translation>
  </message>
  <message>
   <source>Remove the condition</source>
   <translation>Buang syarat</translation>
  </message>
  <message>
   <source>Conditions on marks all hold for the same mark; the words stand inside it.</source>
   <translation>Syarat atas tanda semuanya berlaku untuk tanda yang sama; kata-katanya ada di dalamnya.</translation>
  </message>
  <message>
   <source>Mark: label</source>
   <translation>Tanda: label</translation>
  </message>
  <message>
   <source>Mark: entity</source>
   <translation>Tanda: entitas</translation>
  </message>
  <message>
   <source>Mark: coder</source>
   <translation>Tanda: pengode</translation>
  </message>
  <message>
   <source>Mark: note</source>
   <translation>Tanda: catatan</translation>
  </message>
  <message>
   <source>Mark: created</source>
   <translation>Tanda: dibuat</translation>
  </message>
  <message>
   <source>Article: {0}</source>
   <translation>Artikel: {0}</translation>
  </message>
  <message>
   <source>Relation: {0}</source>
   <translation>Relasi: {0}</translation>
  </message>
  <message>
   <source>Conditions appear here once the query can be read. {0}</source>
   <translation>Syarat muncul di sini begitu pertanyaan dapat dibaca. {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/effect_list</name>
  <message>
   <source>What it does</source>
   <translation>Yang dilakukannya</translation>
  </message>
  <message>
   <source>Marks that are touched</source>
   <translation>Tanda yang terkena</translation>
  </message>
  <message>
   <source>No mark is touched.</source>
   <translation>Tidak ada tanda yang terkena.</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/entity_field</name>
  <message>
   <source>Who or what this is</source>
   <translation>Siapa atau apa ini</translation>
  </message>
  <message>
   <source>New: {0}</source>
   <translation>Baru: {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/entity_form</name>
  <message>
   <source>Aliases</source>
   <translation>Alias</translation>
  </message>
  <message>
   <source>one on each line</source>
   <translation>satu di setiap baris</translation>
  </message>
  <message>
   <source>Type</source>
   <translation>Jenis</translation>
  </message>
  <message>
   <source>Roles</source>
   <translation>Peran</translation>
  </message>
  <message>
   <source>such as a Wikidata id: Q1065</source>
   <translation>misalnya id Wikidata: Q1065</translation>
  </message>
  <message>
   <source>+ Role</source>
   <translation>+ Peran</translation>
  </message>
  <message>
   <source>minister</source>
   <translation>menteri</translation>
  </message>
  <message>
   <source>Remove the role</source>
   <translation>Buang peran</translation>
  </message>
  <message>
   <source>Party</source>
   <translation>Partai</translation>
  </message>
  <message>
   <source>Country</source>
   <translation>Negara</translation>
  </message>
  <message>
   <source>External id</source>
   <translation>Id luar</translation>
  </message>
  <message>
   <source>from and until may be left open</source>
   <translation>dari dan sampai boleh dikosongkan</translation>
  </message>
  <message>
   <source>from 2019-10</source>
   <translation>dari 2019-10</translation>
  </message>
  <message>
   <source>until</source>
   <translation>sampai</translation>
  </message>
  <message>
   <source>Role</source>
   <translation>Peran</translation>
  </message>
  <message>
   <source>A date is written 2019, 2019-10 or 2019-10-24.</source>
   <translation>Tanggal ditulis 2019, 2019-10 atau 2019-10-24.</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/entity_page</name>
  <message>
   <source>Mentions by month</source>
   <translation>Sebutan per bulan</translation>
  </message>
  <message>
   <source>In the same articles</source>
   <translation>Dalam artikel yang sama</translation>
  </message>
  <message>
   <source>Wordings</source>
   <translation>Bentuk kata</translation>
  </message>
  <message>
   <source>Polarity of the sentiment towards it</source>
   <translation>Polaritas sentimen terhadapnya</translation>
  </message>
  <message>
   <source>What is shown of the entity</source>
   <translation>Yang ditampilkan tentang entitas</translation>
  </message>
  <message>
   <source>No mark names this entity yet.</source>
   <translation>Belum ada tanda yang menyebut entitas ini.</translation>
  </message>
  <message>
   <source>Sentiment towards it</source>
   <translation>Sentimen terhadapnya</translation>
  </message>
  <message>
   <source>Claims by it</source>
   <translation>Klaim olehnya</translation>
  </message>
  <message>
   <source>Claims it is the source of</source>
   <translation>Klaim yang bersumber darinya</translation>
  </message>
  <message>
   <source>Claims to it</source>
   <translation>Klaim kepadanya</translation>
  </message>
  <message>
   <source>Claims that affect it</source>
   <translation>Klaim yang mengenainya</translation>
  </message>
  <message>
   <source>Sentiment it holds</source>
   <translation>Sentimen yang dipegangnya</translation>
  </message>
  <message>
   <source>{0} – {1}</source>
   <translation>{0} – {1}</translation>
  </message>
  <message>
   <source>Mentions {0}</source>
   <translation>Sebutan {0}</translation>
  </message>
  <message>
   <source>since {0}</source>
   <translation>sejak {0}</translation>
  </message>
  <message>
   <source>until {1}</source>
   <translation>sampai {1}</translation>
  </message>
  <message>
   <source>also {0}</source>
   <translation>juga {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/entity_table</name>
  <message>
   <source>Mentions</source>
   <translation>Sebutan</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/export_form</name>
  <message>
   <source>Only the gold layer (adjudicated)</source>
   <translation>Hanya lapisan emas (hasil adjudikasi)</translation>
  </message>
  <message>
   <source>Also unconfirmed suggestions</source>
   <translation>Juga usulan yang belum dikukuhkan</translation>
  </message>
  <message>
   <source>As the list is filtered now ({0})</source>
   <translation>Seperti daftar disaring sekarang ({0})</translation>
  </message>
  <message>
   <source>As they are</source>
   <translation>Apa adanya</translation>
  </message>
  <message>
   <source>Train, dev and test</source>
   <translation>Latih, dev dan uji</translation>
  </message>
  <message>
   <source>by article</source>
   <translation>per artikel</translation>
  </message>
  <message>
   <source>an outlet stays together</source>
   <translation>satu media tetap bersama</translation>
  </message>
  <message>
   <source>an entity stays together</source>
   <translation>satu entitas tetap bersama</translation>
  </message>
  <message>
   <source>near-duplicates stay together</source>
   <translation>yang hampir sama tetap bersama</translation>
  </message>
  <message>
   <source>a day stays together</source>
   <translation>satu hari tetap bersama</translation>
  </message>
  <message>
   <source>What a split keeps together</source>
   <translation>Yang dijaga bersama oleh pembagian</translation>
  </message>
  <message>
   <source>Seed of the split</source>
   <translation>Benih pembagian</translation>
  </message>
  <message>
   <source>The same number draws the same split again</source>
   <translation>Angka yang sama menarik pembagian yang sama lagi</translation>
  </message>
  <message>
   <source>Marks by</source>
   <translation>Tanda oleh</translation>
  </message>
  <message>
   <source>Splits</source>
   <translation>Pembagian</translation>
  </message>
  <message>
   <source>Choose at least one label.</source>
   <translation>Pilih sedikitnya satu label.</translation>
  </message>
  <message>
   <source>Choose at least one coder.</source>
   <translation>Pilih sedikitnya satu pengode.</translation>
  </message>
  <message>
   <source>The seed of a split is a whole number.</source>
   <translation>Benih pembagian adalah bilangan bulat.</translation>
  </message>
  <message>
   <source>As the recipe says</source>
   <translation>Seperti kata resep</translation>
  </message>
  <message>
   <source>Status “{0}”</source>
   <translation>Status “{0}”</translation>
  </message>
  <message>
   <source>Set “{0}”</source>
   <translation>Himpunan “{0}”</translation>
  </message>
  <message>
   <source>Filter “{0}”</source>
   <translation>Saringan “{0}”</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/export_preview</name>
  <message>
   <source>{0} in all. The first records, as they will be written.</source>
   <translation>{0} seluruhnya. Catatan pertama, seperti akan ditulis.</translation>
  </message>
  <message>
   <source>File of the preview</source>
   <translation>Berkas pratinjau</translation>
  </message>
  <message>
   <source>Preview of the first records</source>
   <translation>Pratinjau catatan pertama</translation>
  </message>
  <message>
   <source>Counting what would be lost …</source>
   <translation>Menghitung yang akan hilang …</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/fields</name>
  <message>
   <source>Another value</source>
   <translation>Nilai lain</translation>
  </message>
  <message>
   <source>Another value of {0}</source>
   <translation>Nilai lain untuk {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/filter_box</name>
  <message>
   <source>Kept filters</source>
   <translation>Saringan tersimpan</translation>
  </message>
  <message>
   <source>Delete the kept filter; the articles and marks stay</source>
   <translation>Hapus saringan tersimpan; artikel dan tanda tetap ada</translation>
  </message>
  <message>
   <source>Name to keep this filter under</source>
   <translation>Nama untuk menyimpan saringan ini</translation>
  </message>
  <message>
   <source>Clear</source>
   <translation>Kosongkan</translation>
  </message>
  <message>
   <source>Kept filters…</source>
   <translation>Saringan tersimpan…</translation>
  </message>
  <message>
   <source>Give the filter a name first.</source>
   <translation>Beri saringan nama dahulu.</translation>
  </message>
  <message>
   <source>This filter was kept by another version and cannot be read.</source>
   <translation>Saringan ini disimpan oleh versi lain dan tidak dapat dibaca.</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/filter_chips</name>
  <message>
   <source>new</source>
   <translation>baru</translation>
  </message>
  <message>
   <source>started</source>
   <translation>dimulai</translation>
  </message>
  <message>
   <source>Has</source>
   <translation>Memiliki</translation>
  </message>
  <message>
   <source>Has no</source>
   <translation>Tidak memiliki</translation>
  </message>
  <message>
   <source>Has marks</source>
   <translation>Memiliki tanda</translation>
  </message>
  <message>
   <source>Has no marks</source>
   <translation>Tidak memiliki tanda</translation>
  </message>
  <message>
   <source>Only proposals</source>
   <translation>Hanya usulan</translation>
  </message>
  <message>
   <source>No proposals</source>
   <translation>Tanpa usulan</translation>
  </message>
  <message>
   <source>From {0}</source>
   <translation>Dari {0}</translation>
  </message>
  <message>
   <source>Until {0}</source>
   <translation>Sampai {0}</translation>
  </message>
  <message>
   <source>One article</source>
   <translation>Satu artikel</translation>
  </message>
  <message>
   <source>Take away: {0}</source>
   <translation>Ambil kembali: {0}</translation>
  </message>
  <message>
   <source>(deleted)</source>
   <translation>(dihapus)</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/floating</name>
  <message>
   <source>Labels for the selection</source>
   <translation>Label untuk pilihan</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/further</name>
  <message>
   <source>Further, such as  section: Politics</source>
   <translation>Lainnya, misalnya  rubrik: Politik</translation>
  </message>
  <message>
   <source>Further metadata as name: value</source>
   <translation>Metadata lain sebagai nama: nilai</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/history_table</name>
  <message>
   <source>When</source>
   <translation>Kapan</translation>
  </message>
  <message>
   <source>Who</source>
   <translation>Siapa</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/hit_table</name>
  <message>
   <source>(no title)</source>
   <translation>(tanpa judul)</translation>
  </message>
  <message>
   <source>Hits by article</source>
   <translation>Temuan per artikel</translation>
  </message>
  <message>
   <source>fewer</source>
   <translation>lebih sedikit</translation>
  </message>
  <message>
   <source>in {0}</source>
   <translation>dalam {0}</translation>
  </message>
  <message>
   <source>{0} more</source>
   <translation>{0} lagi</translation>
  </message>
  <message>
   <source>{0} more …</source>
   <translation>{0} lagi …</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/import_files</name>
  <message>
   <source> (likely)</source>
   <translation> (mungkin)</translation>
  </message>
  <message>
   <source> (a guess)</source>
   <translation> (tebakan)</translation>
  </message>
  <message>
   <source>Files to import</source>
   <translation>Berkas yang diimpor</translation>
  </message>
  <message>
   <source>Drop files or folders here, or add them below.</source>
   <translation>Letakkan berkas atau folder di sini, atau tambahkan di bawah.</translation>
  </message>
  <message>
   <source>Holds</source>
   <translation>Memuat</translation>
  </message>
  <message>
   <source>To know</source>
   <translation>Perlu diketahui</translation>
  </message>
  <message>
   <source>Recognised with a certainty of {0} %</source>
   <translation>Dikenali dengan kepastian {0} %</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/import_preview</name>
  <message>
   <source>Take it in</source>
   <translation>Ambil</translation>
  </message>
  <message>
   <source>title</source>
   <translation>judul</translation>
  </message>
  <message>
   <source>outlet</source>
   <translation>media</translation>
  </message>
  <message>
   <source>author</source>
   <translation>penulis</translation>
  </message>
  <message>
   <source>date</source>
   <translation>tanggal</translation>
  </message>
  <message>
   <source>web address</source>
   <translation>alamat web</translation>
  </message>
  <message>
   <source>language named in the text</source>
   <translation>bahasa yang disebut dalam teks</translation>
  </message>
  <message>
   <source>caption</source>
   <translation>keterangan gambar</translation>
  </message>
  <message>
   <source>agency</source>
   <translation>kantor berita</translation>
  </message>
  <message>
   <source>recognised</source>
   <translation>dikenali</translation>
  </message>
  <message>
   <source>Read from the text, which stays whole. Untick to leave the field empty.</source>
   <translation>Dibaca dari teks, yang tetap utuh. Hilangkan centang untuk mengosongkan isian.</translation>
  </message>
  <message>
   <source>Recognise in the text, where nothing else tells it</source>
   <translation>Kenali dari teks, bila tidak ada yang lain</translation>
  </message>
  <message>
   <source>{0} or more</source>
   <translation>{0} atau lebih</translation>
  </message>
  <message>
   <source>Article {0} of {1}</source>
   <translation>Artikel {0} dari {1}</translation>
  </message>
  <message>
   <source>Place</source>
   <translation>Tempat</translation>
  </message>
  <message>
   <source>Caption</source>
   <translation>Keterangan gambar</translation>
  </message>
  <message>
   <source>Agency</source>
   <translation>Kantor berita</translation>
  </message>
  <message>
   <source>Take the recognised {0}</source>
   <translation>Ambil {0} yang dikenali</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/label_bar</name>
  <message>
   <source>Relate</source>
   <translation>Hubungkan</translation>
  </message>
  <message>
   <source>Add fragment</source>
   <translation>Tambah fragmen</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/line_table</name>
  <message>
   <source>Left</source>
   <translation>Kiri</translation>
  </message>
  <message>
   <source>Hit</source>
   <translation>Temuan</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>Kanan</translation>
  </message>
  <message>
   <source>ticked</source>
   <translation>dicentang</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/mark_conditions</name>
  <message>
   <source>Attribute</source>
   <translation>Atribut</translation>
  </message>
  <message>
   <source>and</source>
   <translation>dan</translation>
  </message>
  <message>
   <source>no proposals</source>
   <translation>tanpa usulan</translation>
  </message>
  <message>
   <source>Their articles</source>
   <translation>Artikelnya</translation>
  </message>
  <message>
   <source>with all others</source>
   <translation>dengan semua yang lain</translation>
  </message>
  <message>
   <source>only proposals</source>
   <translation>hanya usulan</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/merge_questions</name>
  <message>
   <source>Their label “{0}”</source>
   <translation>Label mereka “{0}”</translation>
  </message>
  <message>
   <source>Their relation “{0}”</source>
   <translation>Relasi mereka “{0}”</translation>
  </message>
  <message>
   <source>Their article variable “{0}”</source>
   <translation>Variabel artikel mereka “{0}”</translation>
  </message>
  <message>
   <source>is new here: keep both</source>
   <translation>baru di sini: pertahankan keduanya</translation>
  </message>
  <message>
   <source>“{0}” there and “{0}” here are one person</source>
   <translation>“{0}” di sana dan “{0}” di sini satu orang</translation>
  </message>
  <message>
   <source>“{0}” there is “{1}” here ({2} % alike): one article</source>
   <translation>“{0}” di sana adalah “{1}” di sini ({2} % serupa): satu artikel</translation>
  </message>
  <message>
   <source>means “{0}”</source>
   <translation>berarti “{0}”</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/move_list</name>
  <message>
   <source>It stands where I have selected the text</source>
   <translation>Letaknya di teks yang saya pilih</translation>
  </message>
  <message>
   <source>No mark stands on this article.</source>
   <translation>Tidak ada tanda pada artikel ini.</translation>
  </message>
  <message>
   <source>{0} stay</source>
   <translation>{0} tetap</translation>
  </message>
  <message>
   <source>{0} move with their text</source>
   <translation>{0} pindah bersama teksnya</translation>
  </message>
  <message>
   <source>{0} change their text</source>
   <translation>{0} berubah teksnya</translation>
  </message>
  <message>
   <source>{0} doubtful</source>
   <translation>{0} meragukan</translation>
  </message>
  <message>
   <source>{0} lose their text</source>
   <translation>{0} kehilangan teksnya</translation>
  </message>
  <message>
   <source>stays</source>
   <translation>tetap</translation>
  </message>
  <message>
   <source>moves</source>
   <translation>pindah</translation>
  </message>
  <message>
   <source>its text changes</source>
   <translation>teksnya berubah</translation>
  </message>
  <message>
   <source>doubtful</source>
   <translation>meragukan</translation>
  </message>
  <message>
   <source>its text is gone</source>
   <translation>teksnya hilang</translation>
  </message>
  <message>
   <source>Decide …</source>
   <translation>Putuskan …</translation>
  </message>
  <message>
   <source>It stands at “{0}”</source>
   <translation>Letaknya di “{0}”</translation>
  </message>
  <message>
   <source>Select its text on the left first, then choose this again.</source>
   <translation>Pilih teksnya di kiri dahulu, lalu pilih ini lagi.</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/name_mapping</name>
  <message>
   <source>Your answers are kept for the next file of this kind.</source>
   <translation>Jawaban Anda disimpan untuk berkas berikutnya dari jenis ini.</translation>
  </message>
  <message>
   <source>The scheme does not know {0} names: {1} mapped, {2} added, {3} left out.</source>
   <translation>Skema tidak mengenal {0} nama: {1} dipetakan, {2} ditambahkan, {3} ditinggalkan.</translation>
  </message>
  <message>
   <source>attribute</source>
   <translation>atribut</translation>
  </message>
  <message>
   <source>Left out</source>
   <translation>Ditinggalkan</translation>
  </message>
  <message>
   <source>Added to the scheme</source>
   <translation>Ditambahkan ke skema</translation>
  </message>
  <message>
   <source>Means…</source>
   <translation>Berarti…</translation>
  </message>
  <message>
   <source>Add to the scheme</source>
   <translation>Tambahkan ke skema</translation>
  </message>
  <message>
   <source>Add all</source>
   <translation>Tambahkan semua</translation>
  </message>
  <message>
   <source>Leave out all</source>
   <translation>Tinggalkan semua</translation>
  </message>
  <message>
   <source>Names that the scheme does not know</source>
   <translation>Nama yang tidak dikenal skema</translation>
  </message>
  <message>
   <source>{0} of {1} marks are predictions: they come in as suggestions to confirm.</source>
   <translation>{0} dari {1} tanda adalah prediksi: masuk sebagai usulan untuk dikukuhkan.</translation>
  </message>
  <message>
   <source>Times</source>
   <translation>Kali</translation>
  </message>
  <message>
   <source>“{0}” was read as {1} ({2} % sure).</source>
   <translation>“{0}” dibaca sebagai {1} (pasti {2} %).</translation>
  </message>
  <message>
   <source>And {0} more files.</source>
   <translation>Dan {0} berkas lagi.</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/proposal_page</name>
  <message>
   <source>Type of the new entity</source>
   <translation>Jenis entitas baru</translation>
  </message>
  <message>
   <source>Accept</source>
   <translation>Terima</translation>
  </message>
  <message>
   <source>Reject</source>
   <translation>Tolak</translation>
  </message>
  <message>
   <source>Every mention of an actor or a source names an entity already.</source>
   <translation>Setiap sebutan aktor atau sumber sudah menyebut entitas.</translation>
  </message>
  <message>
   <source>{0}, {1}</source>
   <translation>{0}, {1}</translation>
  </message>
  <message>
   <source>proposal</source>
   <translation>usulan</translation>
  </message>
  <message>
   <source>proposals</source>
   <translation>usulan</translation>
  </message>
  <message>
   <source>type</source>
   <translation>jenis</translation>
  </message>
  <message>
   <source>These mentions are</source>
   <translation>Sebutan ini adalah</translation>
  </message>
  <message>
   <source>Assign to this entity</source>
   <translation>Tetapkan ke entitas ini</translation>
  </message>
  <message>
   <source>Make this entity</source>
   <translation>Buat entitas ini</translation>
  </message>
  <message>
   <source>{0} (new)</source>
   <translation>{0} (baru)</translation>
  </message>
  <message>
   <source>Accept all {0}</source>
   <translation>Terima semua {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/relation_list</name>
  <message>
   <source>Change this relation</source>
   <translation>Ubah relasi ini</translation>
  </message>
  <message>
   <source>Delete this relation</source>
   <translation>Hapus relasi ini</translation>
  </message>
  <message>
   <source>Take the selected text as its cue</source>
   <translation>Ambil teks terpilih sebagai isyaratnya</translation>
  </message>
  <message>
   <source>cue</source>
   <translation>isyarat</translation>
  </message>
  <message>
   <source>Change: {0} {1}</source>
   <translation>Ubah: {0} {1}</translation>
  </message>
  <message>
   <source>Remove the cue</source>
   <translation>Buang isyarat</translation>
  </message>
  <message>
   <source>Change to: {0}</source>
   <translation>Ubah menjadi: {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/saved_menu</name>
  <message>
   <source>Saved searches ▾</source>
   <translation>Pencarian tersimpan ▾</translation>
  </message>
  <message>
   <source>Save this search…</source>
   <translation>Simpan pencarian ini…</translation>
  </message>
  <message>
   <source>Save this search</source>
   <translation>Simpan pencarian ini</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/scheme_forms</name>
  <message>
   <source>One on each line. In the text, F7 adds the selection.</source>
   <translation>Satu di setiap baris. Dalam teks, F7 menambahkan pilihan.</translation>
  </message>
  <message>
   <source>Drag, or press Alt with the arrows, to order; F2 edits. Marks follow a new name.</source>
   <translation>Seret, atau tekan Alt dengan panah, untuk mengurutkan; F2 menyunting. Tanda mengikuti nama baru.</translation>
  </message>
  <message>
   <source>Key</source>
   <translation>Tombol</translation>
  </message>
  <message>
   <source>Marks the selection in the text</source>
   <translation>Menandai pilihan dalam teks</translation>
  </message>
  <message>
   <source>Stands below</source>
   <translation>Berada di bawah</translation>
  </message>
  <message>
   <source>Below</source>
   <translation>Di bawah</translation>
  </message>
  <message>
   <source>Colour</source>
   <translation>Warna</translation>
  </message>
  <message>
   <source>Line</source>
   <translation>Garis</translation>
  </message>
  <message>
   <source>Names an entity</source>
   <translation>Menyebut entitas</translation>
  </message>
  <message>
   <source>Its marks can be tied to the registry of entities</source>
   <translation>Tandanya dapat dikaitkan dengan daftar induk entitas</translation>
  </message>
  <message>
   <source>Definition</source>
   <translation>Definisi</translation>
  </message>
  <message>
   <source>What belongs to it</source>
   <translation>Yang termasuk</translation>
  </message>
  <message>
   <source>What does not</source>
   <translation>Yang tidak termasuk</translation>
  </message>
  <message>
   <source>Counter-examples</source>
   <translation>Contoh tandingan</translation>
  </message>
  <message>
   <source>One on each line, or Shift+F7.</source>
   <translation>Satu di setiap baris, atau Shift+F7.</translation>
  </message>
  <message>
   <source>(at the top)</source>
   <translation>(di paling atas)</translation>
  </message>
  <message>
   <source>Required</source>
   <translation>Wajib</translation>
  </message>
  <message>
   <source>A mark without it is listed among what is to be done</source>
   <translation>Tanda tanpanya didaftar di antara tugas</translation>
  </message>
  <message>
   <source>The list may grow while people work</source>
   <translation>Daftarnya boleh bertambah selama orang bekerja</translation>
  </message>
  <message>
   <source>As with a list of issues</source>
   <translation>Seperti pada daftar isu</translation>
  </message>
  <message>
   <source>Shown only when</source>
   <translation>Tampil hanya bila</translation>
  </message>
  <message>
   <source>has one of</source>
   <translation>salah satu dari</translation>
  </message>
  <message>
   <source>choose values</source>
   <translation>pilih nilai</translation>
  </message>
  <message>
   <source>has one of these values, parted by semicolons</source>
   <translation>memiliki salah satu nilai ini, dipisah titik koma</translation>
  </message>
  <message>
   <source>values, parted by semicolons</source>
   <translation>nilai, dipisah titik koma</translation>
  </message>
  <message>
   <source>(always)</source>
   <translation>(selalu)</translation>
  </message>
  <message>
   <source>Begins at</source>
   <translation>Berawal di</translation>
  </message>
  <message>
   <source>Ends at</source>
   <translation>Berakhir di</translation>
  </message>
  <message>
   <source>Has a direction</source>
   <translation>Memiliki arah</translation>
  </message>
  <message>
   <source>Its ends play different parts: who says what</source>
   <translation>Kedua ujungnya berperan berbeda: siapa mengatakan apa</translation>
  </message>
  <message>
   <source>May carry a cue</source>
   <translation>Boleh membawa isyarat</translation>
  </message>
  <message>
   <source>The word that tells the relation, such as “said”</source>
   <translation>Kata yang menyatakan relasi, seperti “kata”</translation>
  </message>
  <message>
   <source>There is one of that name already.</source>
   <translation>Sudah ada yang bernama demikian.</translation>
  </message>
  <message>
   <source>A name is needed.</source>
   <translation>Nama diperlukan.</translation>
  </message>
  <message>
   <source>Solid</source>
   <translation>Utuh</translation>
  </message>
  <message>
   <source>Double</source>
   <translation>Ganda</translation>
  </message>
  <message>
   <source>Dashed</source>
   <translation>Putus-putus</translation>
  </message>
  <message>
   <source>Dotted</source>
   <translation>Titik-titik</translation>
  </message>
  <message>
   <source>One of a list</source>
   <translation>Satu dari daftar</translation>
  </message>
  <message>
   <source>Several of a list</source>
   <translation>Beberapa dari daftar</translation>
  </message>
  <message>
   <source>Yes or no</source>
   <translation>Ya atau tidak</translation>
  </message>
  <message>
   <source>Number</source>
   <translation>Bilangan</translation>
  </message>
  <message>
   <source>Values</source>
   <translation>Nilai</translation>
  </message>
  <message>
   <source>Up</source>
   <translation>Naik</translation>
  </message>
  <message>
   <source>Down</source>
   <translation>Turun</translation>
  </message>
  <message>
   <source>“{0}” has this key already.</source>
   <translation>“{0}” sudah memiliki tombol ini.</translation>
  </message>
  <message>
   <source>{0} (value)</source>
   <translation>{0} (nilai)</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/scheme_tree</name>
  <message>
   <source>Relation types</source>
   <translation>Jenis relasi</translation>
  </message>
  <message>
   <source>Article variables</source>
   <translation>Variabel artikel</translation>
  </message>
  <message>
   <source>retired</source>
   <translation>tidak dipakai lagi</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/search_help</name>
  <message>
   <source>Words</source>
   <translation>Kata</translation>
  </message>
  <message>
   <source>Together</source>
   <translation>Bersama</translation>
  </message>
  <message>
   <source>Inside marks</source>
   <translation>Di dalam tanda</translation>
  </message>
  <message>
   <source>the word; case and accents do not count</source>
   <translation>kata itu; huruf besar dan aksen tidak diperhitungkan</translation>
  </message>
  <message>
   <source>the phrase</source>
   <translation>frasa itu</translation>
  </message>
  <message>
   <source>words that begin so; ? is one letter</source>
   <translation>kata yang berawal demikian; ? satu huruf</translation>
  </message>
  <message>
   <source>any one word between</source>
   <translation>satu kata apa pun di antaranya</translation>
  </message>
  <message>
   <source>Chinese, Japanese, Thai: anywhere in the line</source>
   <translation>Tionghoa, Jepang, Thai: di mana saja dalam baris</translation>
  </message>
  <message>
   <source>both, anywhere in the article</source>
   <translation>keduanya, di mana saja dalam artikel</translation>
  </message>
  <message>
   <source>one of them</source>
   <translation>salah satunya</translation>
  </message>
  <message>
   <source>the first without the second</source>
   <translation>yang pertama tanpa yang kedua</translation>
  </message>
  <message>
   <source>brackets group</source>
   <translation>kurung mengelompokkan</translation>
  </message>
  <message>
   <source>at most five words between</source>
   <translation>paling banyak lima kata di antaranya</translation>
  </message>
  <message>
   <source>a regular expression; /…/c minds case</source>
   <translation>ekspresi reguler; /…/c membedakan huruf besar</translation>
  </message>
  <message>
   <source>claims with the word</source>
   <translation>klaim dengan kata itu</translation>
  </message>
  <message>
   <source>actors who are Putin, under any name</source>
   <translation>aktor yang adalah Putin, dengan nama apa pun</translation>
  </message>
  <message>
   <source>claims that a relation ties to him</source>
   <translation>klaim yang dikaitkan relasi dengannya</translation>
  </message>
  <message>
   <source>negative sentiment towards Russia</source>
   <translation>sentimen negatif terhadap Rusia</translation>
  </message>
  <message>
   <source>Ana's marks that have a note</source>
   <translation>tanda Ana yang memiliki catatan</translation>
  </message>
  <message>
   <source>of an outlet, of a month</source>
   <translation>dari satu media, dari satu bulan</translation>
  </message>
  <message>
   <source>from January to March</source>
   <translation>dari Januari sampai Maret</translation>
  </message>
  <message>
   <source>by title and status</source>
   <translation>menurut judul dan status</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/settle_panel</name>
  <message>
   <source>Select other text to change the edges; with Ctrl a further stretch.</source>
   <translation>Pilih teks lain untuk mengubah tepinya; dengan Ctrl rentang tambahan.</translation>
  </message>
  <message>
   <source>Why? (a note that stays with the decision)</source>
   <translation>Mengapa? (catatan yang melekat pada keputusan)</translation>
  </message>
  <message>
   <source>Note on the decision</source>
   <translation>Catatan pada keputusan</translation>
  </message>
  <message>
   <source>Reject all</source>
   <translation>Tolak semua</translation>
  </message>
  <message>
   <source>Nothing here</source>
   <translation>Tidak ada apa-apa di sini</translation>
  </message>
  <message>
   <source>Reopen</source>
   <translation>Buka lagi</translation>
  </message>
  <message>
   <source>Settle with this</source>
   <translation>Putuskan dengan ini</translation>
  </message>
  <message>
   <source>Your own version</source>
   <translation>Versi Anda sendiri</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/shown_marks</name>
  <message>
   <source>Choose which marks are shown (Ctrl+Shift+M)</source>
   <translation>Pilih tanda mana yang tampil (Ctrl+Shift+M)</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>Tampilkan semua</translation>
  </message>
  <message>
   <source>only your own marks are shown</source>
   <translation>hanya tanda Anda sendiri yang tampil</translation>
  </message>
  <message>
   <source>Shown marks</source>
   <translation>Tanda yang tampil</translation>
  </message>
  <message>
   <source>Colleagues' marks are neither shown nor listed; they stay in the file.</source>
   <translation>Tanda rekan tidak ditampilkan dan tidak didaftar; semuanya tetap ada di berkas.</translation>
  </message>
  <message>
   <source>Colour the marks by coder</source>
   <translation>Warnai tanda menurut pengode</translation>
  </message>
  <message>
   <source>{0} hidden</source>
   <translation>{0} tersembunyi</translation>
  </message>
  <message>
   <source>mark is hidden</source>
   <translation>tanda tersembunyi</translation>
  </message>
  <message>
   <source>marks are hidden</source>
   <translation>tanda tersembunyi</translation>
  </message>
  <message>
   <source>Shown marks: {0}</source>
   <translation>Tanda yang tampil: {0}</translation>
  </message>
  <message>
   <source>all</source>
   <translation>semua</translation>
  </message>
  <message>
   <source>not shown as {0}</source>
   <translation>tidak tampil sebagai {0}</translation>
  </message>
  <message>
   <source>not shown of {0}</source>
   <translation>tidak tampil dari {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/side_card</name>
  <message>
   <source>accepted</source>
   <translation>diterima</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/status</name>
  <message>
   <source>Coder at work; click to change</source>
   <translation>Pengode yang bekerja; klik untuk mengganti</translation>
  </message>
  <message>
   <source>Font and zoom of the text; click for the normal size</source>
   <translation>Huruf dan zum teks; klik untuk ukuran biasa</translation>
  </message>
  <message>
   <source>● Saving</source>
   <translation>● Menyimpan</translation>
  </message>
  <message>
   <source>● Read only</source>
   <translation>● Hanya baca</translation>
  </message>
  <message>
   <source>● Saved</source>
   <translation>● Tersimpan</translation>
  </message>
  <message>
   <source>● Not saved: {0}</source>
   <translation>● Tidak tersimpan: {0}</translation>
  </message>
  <message>
   <source>Coder: {0}</source>
   <translation>Pengode: {0}</translation>
  </message>
 </context>
 <context>
  <name>ui/widgets/value_table</name>
  <message>
   <source>Sign</source>
   <translation>Tanda pengenal</translation>
  </message>
  <message>
   <source>Retired</source>
   <translation>Tidak dipakai lagi</translation>
  </message>
  <message>
   <source>No colour</source>
   <translation>Tanpa warna</translation>
  </message>
 </context>
 <context>
  <name>ui/window</name>
  <message>
   <source>Choose an article on the left.</source>
   <translation>Pilih artikel di kiri.</translation>
  </message>
  <message>
   <source>This project has no articles yet. Drop text files or folders here, or press Ctrl+I.</source>
   <translation>Proyek ini belum memiliki artikel. Letakkan berkas teks atau folder di sini, atau tekan Ctrl+I.</translation>
  </message>
  <message>
   <source>The mark there is a colleague's; only your own marks are shown.</source>
   <translation>Tanda di sana milik rekan; hanya tanda Anda sendiri yang tampil.</translation>
  </message>
  <message>
   <source>Select the reporting word in the text first.</source>
   <translation>Pilih kata pelapor dalam teks dahulu.</translation>
  </message>
  <message>
   <source>Select some text, then press the key of a label.</source>
   <translation>Pilih teks, lalu tekan tombol label.</translation>
  </message>
 </context>
 <context>
  <name>ui/workspace</name>
  <message>
   <source>Panels</source>
   <translation>Panel</translation>
  </message>
 </context>
</TS>
