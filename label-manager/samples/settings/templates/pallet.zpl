^XA
^FX A pallet label, 102 x 152 mm at 203 dpi: sender, receiver, order, SSCC as GS1-128.
^CI28
^PW812
^LL1218
^FO40,40^A0N,34,34^FDFROM^FS
^FO40,84^A0N,40,40^FB732,2,4,L^FD${sender}^FS
^FO40,190^GB732,3,3^FS
^FO40,214^A0N,34,34^FDSHIP TO^FS
^FO40,258^A0N,60,60^FB732,2,6,L^FD${receiver}^FS
^FO40,400^A0N,44,44^FB732,2,4,L^FD${street}^FS
^FO40,500^A0N,56,56^FD${postcode} ${city}^FS
^FO40,580^GB732,3,3^FS
^FO40,604^A0N,34,34^FDORDER^FS
^FO40,648^A0N,50,50^FD${order}^FS
^FO440,604^A0N,34,34^FDPALLET / WEIGHT KG^FS
^FO440,648^A0N,50,50^FD${pallet} / ${weight_kg}^FS
^FO40,730^GB732,3,3^FS
^FX The data of the code are function 1, application identifier 00 and 18 digits.
^FO90,780^BY4,2.5,300^BCN,300,N,N,N,N^FD>;>800${sscc!number}^FS
^FO40,1110^A0N,48,48^FB732,1,0,C^FD(00) ${sscc}^FS
^XZ
