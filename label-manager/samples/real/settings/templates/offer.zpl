^XA
^FX The label of an offer, 60 x 40 mm at 203 dpi: name, price, price of a unit, EAN-13.
^CI28
^PW480
^LL320
^FO0,0^GB480,60,60^FS
^FO16,10^FR^A0N,44,44^FDANGEBOT^FS
^FO16,70^A0N,30,30^FB448,1,0,L^FD${Artikel|substring:1;34}^FS
^FO16,110^A0N,110,100^FB448,1,0,R^FD${Preis (EUR)|number:1.234,56;1.234,56}^FS
^FO16,190^A0N,22,22^FD1 ${Einheit} = ${Grundpreis|number:1.234,56;1.234,56} EUR^FS
^FO60,226^BY2,2,50^BEN,50,Y,N^FD${EAN|gtin:13!number}^FS
^PQ${Anzahl!number}
^XZ
