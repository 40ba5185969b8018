^XA
^FX A price label, 60 x 40 mm at 203 dpi: name, price, price of a unit, EAN-13.
^CI28
^PW480
^LL320
^FO16,16^A0N,34,34^FB448,2,2,L^FD${Artikel}^FS
^FO16,100^A0N,22,22^FD${Inhalt}, 1 ${Einheit} = ${Grundpreis|number:1.234,56;1.234,56} EUR^FS
^FO16,134^A0N,90,80^FB448,1,0,R^FD${Preis (EUR)|number:1.234,56;1.234,56}^FS
^FO16,190^A0N,24,24^FDPreis in EUR^FS
^FO60,226^BY2,2,50^BEN,50,Y,N^FD${EAN|gtin:13!number}^FS
^PQ${Anzahl!number}
^XZ
